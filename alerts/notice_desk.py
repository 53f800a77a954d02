"""What the desk shows of a notice: whom it concerns, whether it may leave, how far it is."""

from typing import Any

from django.utils import timezone

from alerts.matching import reach_of, topics_of
from alerts.models import LeftOut
from alerts.notifying import broadcast_of, notice_of, ready_languages
from cms.languages import LANGUAGES, NATIVE_NAMES
from news.models import PostPage
from outbox.finishing import tally_of
from outbox.models import Broadcast, State

WAITING = (State.QUEUED, State.SENDING, State.DEFERRED)


def facts_of(page: PostPage) -> dict[str, Any]:
    key = page.translation_key
    notice = notice_of(key)
    broadcast = broadcast_of(notice) if notice else None
    sides = _sides(page, broadcast)
    return {
        "notice": notice,
        "is_held": bool(notice and notice.leaves_at > timezone.now()),
        "is_over": broadcast is None or broadcast.is_over,
        "may_tell": any(side["is_ready"] for side in sides),
        "is_left_out": LeftOut.objects.filter(translation_key=key).exists(),
        "sides": sides,
    }


def numbers_of(broadcast: Broadcast | None) -> dict[str, dict[str, int]]:
    """Sent, waiting and other messages by language."""
    if broadcast is None:
        return {}
    told = {}
    for language, states in tally_of(broadcast).items():
        waiting = sum(states.get(state, 0) for state in WAITING)
        sent = states.get(State.SENT, 0)
        other = sum(states.values()) - waiting - sent
        told[language] = {"sent": sent, "waiting": waiting, "other": other}
    return told


def _sides(page: PostPage, broadcast: Broadcast | None) -> list[dict[str, Any]]:
    key, tally = page.translation_key, numbers_of(broadcast)
    reach, ready = reach_of(topics_of([key])[key]), ready_languages(key)
    versions = page.get_translations(inclusive=True).filter(live=True)
    live = set(versions.values_list("locale__language_code", flat=True))
    return [
        {
            "language": code,
            "name": NATIVE_NAMES[code],
            "is_ready": code in ready,
            "is_live": code in live,
            "reach": reach[code],
            "numbers": tally.get(code),
        }
        for code in LANGUAGES
    ]
