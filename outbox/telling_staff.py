"""Telling staff that a broadcast was paused by itself: each in the language of their admin."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from outbox.broadcasts import Broadcast
from outbox.grouping import NAMES
from outbox.kinds import KINDS
from users.models import User

STEERS = "outbox.change_broadcast"


def tell_of_pause(broadcast_pk: int) -> None:
    """Who started it, and who may steer it. Posted in the caller's transaction."""
    broadcast = Broadcast.objects.select_related("by").get(pk=broadcast_pk)
    for person in _concerned(broadcast):
        language = UserProfile.get_for_user(person).get_preferred_language()
        with translation.override(language[:2]):
            context = _context(broadcast)
            subject = render_to_string("outbox/mail/paused_subject.txt", context)
            text = render_to_string("outbox/mail/paused.txt", context)
            send_mail(" ".join(subject.split()), text, None, [person.email])


def _concerned(broadcast: Broadcast) -> Iterable[User]:
    people = User.objects.with_perm(STEERS, backend="django.contrib.auth.backends.ModelBackend")
    known = {person.pk: person for person in people}
    if broadcast.by is not None:
        known[broadcast.by.pk] = broadcast.by
    return [person for _pk, person in sorted(known.items()) if person.is_active and person.email]


def _context(broadcast: Broadcast) -> dict[str, object]:
    kind = KINDS.get(broadcast.kind)
    return {
        "name": str(kind.name) if kind else "",
        "at": broadcast.not_before,
        "why": broadcast.get_why_display(),
        "where": str(NAMES.get(broadcast.where, "")),
        "url": settings.BASE_URL + reverse("wagtailadmin_home"),
    }
