"""Delivering: what the outbox asks of an alert and of its correction: for whom, what, and where to.

Supporters and signatures are never joined in the database. Whoever has signed is known here alone,
for one chunk of letters, in memory; their message is deleted, and one number grows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alerts.alerts import KIND, Alert
from alerts.audiences import Audience, cap_of, over_the_most, people_in, who_want
from alerts.composing import Unready, compose, compose_correction, compose_live
from alerts.correcting import CORRECTION, told_the_old
from alerts.holding import ruling_on
from alerts.marking import marks_of
from alerts.models import AlertPage
from alerts.presenting import (
    correction_link,
    correction_title,
    link_of,
    signed_by,
    title_of,
    waits_because,
)
from alerts.rulings import Mending, Ruling
from campaigns.recognising import can_be_asked, signed_among
from outbox.kinds import CannotWrite, Draft, Kind, Recipient, register_broadcast
from outbox.models import Broadcast, Message
from outbox.quiet import quiet_until
from outbox.results import register_acts
from supporters.addresses import preferences_url
from supporters.leave_at_once import leave_slots, leave_values
from supporters.linking import preferences_token
from supporters.models import Supporter, SupporterQuerySet
from supporters.returning import heed

MENDED, UNASKED = "mended", "unasked"


def register_kinds() -> None:
    register_broadcast(KIND, ALERTS)
    register_broadcast(CORRECTION, CORRECTIONS)
    register_acts(KIND, signed_by)


def audience(broadcast: Broadcast) -> SupporterQuerySet:
    """Each gets it once it is day where they live; an urgent one at once."""
    alert = Alert.objects.get(pk=broadcast.subject_id)
    people = people_in(Audience.of(alert))
    return people if alert.is_urgent else people.annotate(not_before=quiet_until("region"))


def write(broadcast: Broadcast, language: str) -> Draft:
    """Raises CannotWrite: the language waits."""
    draft = _live(Alert.objects.get(pk=broadcast.subject_id), language)
    alert = Alert.objects.select_related("broadcast", "not_yet_signed").get(pk=broadcast.subject_id)
    if alert.not_yet_signed and not can_be_asked(alert.not_yet_signed):
        raise CannotWrite(UNASKED)
    # Published meanwhile: it may leave once it is noticed, under a version of its own.
    is_known = marks_of(alert.translation_key).get(language) == alert.texts.get(language)
    if not is_known or alert.broadcast is None or alert.broadcast.version != broadcast.version:
        raise CannotWrite(MENDED)
    return _with_leave(draft)


def open_alert(messages: list[Message]) -> Mapping[int, Recipient | None]:
    """Addresses of those who still want it and may be written to; None for who has signed. All
    messages are of one broadcast. Raises vault.sealing.CannotUnseal,
    campaigns.recognising.CannotBeAsked.
    """
    rows = Alert.objects.select_related("not_yet_signed")
    alert = rows.get(broadcast=messages[0].broadcast_id)
    people = _among(who_want(alert), messages)
    full = over_the_most(cap_of(alert), list(people), but=messages[0].broadcast_id or 0)
    opened = _opened(messages, {pk: each for pk, each in people.items() if pk not in full})
    return _without_signers(alert, messages, opened) if alert.not_yet_signed else opened


def corrected(broadcast: Broadcast) -> SupporterQuerySet:
    return told_the_old(_mending(broadcast)).annotate(not_before=quiet_until("region"))


def write_correction(broadcast: Broadcast, language: str) -> Draft:
    """Raises CannotWrite: the language waits."""
    key = _mending(broadcast).alert.translation_key
    return _with_leave(compose_correction(key, language))


def open_correction(messages: list[Message]) -> Mapping[int, Recipient | None]:
    """Raises vault.sealing.CannotUnseal."""
    return _opened(messages, _among(Supporter.objects.reachable(), messages))


def _live(alert: Alert, language: str) -> Draft:
    """The live text, the one behind its original too where somebody said so."""
    try:
        return compose_live(alert.translation_key, language)
    except CannotWrite as error:
        if error.args[0] != Unready.STALE or ruling_on(alert, language) != Ruling.BEHIND:
            raise
    versions = AlertPage.objects.select_related("locale")
    facts = {"translation_key": alert.translation_key, "locale__language_code": language}
    return compose(versions.get(**facts))


def _without_signers(
    alert: Alert, messages: list[Message], opened: Mapping[int, Recipient]
) -> Mapping[int, Recipient | None]:
    """One question for all of them; only how many had signed is kept.

    Whoever is spared for another reason leaves no row either: a missing one does not tell why.
    """
    petition = alert.not_yet_signed
    addresses = {each.to for each in opened.values()}
    signed = signed_among(petition, addresses) if petition else set()
    if number := sum(each.to in signed for each in opened.values()):
        Alert.objects.filter(pk=alert.pk).update(spared=F("spared") + number)
    stay = {key: each for key, each in opened.items() if each.to not in signed}
    return {message.pk: stay.get(message.pk) for message in messages}


def _among(people: SupporterQuerySet, messages: Iterable[Message]) -> dict[int, Supporter]:
    return people.in_bulk([message.subject_id for message in messages])


def _opened(messages: list[Message], people: Mapping[int, Supporter]) -> dict[int, Recipient]:
    """All messages are of one broadcast."""
    broadcast = messages[0].broadcast
    identity = broadcast.public_id if broadcast else None
    return {
        message.pk: _recipient(people[message.subject_id], message.language, identity)
        for message in messages
        if message.subject_id in people
    }


def _recipient(supporter: Supporter, language: str, broadcast: UUID | None) -> Recipient:
    choices = settings.BASE_URL + preferences_url(preferences_token(supporter), language)
    values = {"preferences_url": choices, "leave_url": choices}
    return Recipient(supporter.address(), values | leave_values(supporter, broadcast))


def _with_leave(draft: Draft) -> Draft:
    """A mail program's own button leaves by one POST (RFC 8058)."""
    return replace(draft, headers=(*draft.headers, *leave_slots()))


def _mending(broadcast: Broadcast) -> Mending:
    return Mending.objects.select_related("alert").get(pk=broadcast.subject_id)


ALERTS = Kind(
    audience,
    write,
    open_alert,
    stream="alerts",
    name=_("Alerts"),
    heed=heed,
    title=title_of,
    link=link_of,
    why_held=waits_because,
)
CORRECTIONS = Kind(
    corrected,
    write_correction,
    open_correction,
    stream="alerts",
    name=_("Alerts"),
    heed=heed,
    title=correction_title,
    link=correction_link,
)
