"""Guests: somebody without an account translates one page into one language, by a link.

The link is a capability: whoever has it may read this page's source and write its pieces, until it
expires or is revoked. It opens nothing else and publishes nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.admitting import EntryRefused, check_publisher, check_ruling, closed_sentence, is_closed
from cms.crediting import GUEST
from cms.models import GuestLink
from cms.segmenting import Credit, Outcome, Place, TextRefused, places_of, write
from vault.tokens import TokenExpired, TokenUnknown, check_token, derive_token, read_token

PURPOSE = "cms.guest"
# The address is the newsroom's business.
NOT_FOR_GUESTS = {"slug"}
OF_THE_PAGE = ("translation__source__locale", "translation__target_locale")


class LinkUnknown(Exception):
    """Malformed, forged, or cut short."""


class LinkGone(Exception):
    """Expired, revoked, or its page is gone."""


class LinkClosed(Exception):
    """The page may be read and not written now; `str()` says why."""


@dataclass(frozen=True)
class Typed:
    """A piece as a guest typed it, and the digest of what stood there when the form was made."""

    text: str
    shown: str


def invite(translation: Translation, *, name: str, days: int, by: Any) -> GuestLink:
    """A new link, good for so many days from now. Raises an EntryRefused."""
    page = translation.get_target_instance()
    check_ruling(page, by)
    if not isinstance(page, Page) or not translation.enabled:
        raise EntryRefused(page, _("Only a page that is translated piece by piece can be shared."))
    with transaction.atomic():
        link = GuestLink.objects.create(
            translation=translation, name=name, good_until=_today() + timedelta(days), made_by=by
        )
        log(instance=page, action="hub.guest_invite", user=by)
    return link


def revoke(link: GuestLink, *, by: Any) -> None:
    """End a link now, whatever the page's state; twice does no harm. Raises an EntryRefused."""
    page = link.translation.get_target_instance()
    check_publisher(page, by)
    with transaction.atomic():
        open_links = GuestLink.objects.filter(pk=link.pk, revoked_at=None)
        if open_links.update(revoked_at=timezone.now()):
            log(instance=page, action="hub.guest_revoke", user=by)


def guest_url(link: GuestLink) -> str:
    """The whole address, in the words of the language that the guest writes."""
    token = derive_token(PURPOSE, link.public_id, bytes(link.nonce), link.good_until)
    language = link.translation.target_locale.language_code
    return settings.BASE_URL + reverse(f"guest-{language}", args=[token])


def find_link(text: str) -> GuestLink:
    """The link of a token. Raises LinkUnknown or LinkGone."""
    try:
        token = read_token(text)
        link = (
            GuestLink.objects.select_related(*OF_THE_PAGE).filter(public_id=token.subject).first()
        )
        if link is None:
            raise LinkUnknown
        check_token(token, PURPOSE, bytes(link.nonce))
    except TokenExpired as expired:
        raise LinkGone from expired
    except TokenUnknown as unknown:
        raise LinkUnknown from unknown
    if link.revoked_at is not None:
        raise LinkGone
    return link


def page_of(link: GuestLink) -> Any:
    """The page as it is now. Raises LinkGone."""
    try:
        return link.translation.get_target_instance()
    except ObjectDoesNotExist as gone:
        raise LinkGone from gone


def check_open(link: GuestLink) -> None:
    """Raises LinkClosed while the page may not be written, LinkGone when it is no more."""
    page = page_of(link)
    if not link.translation.enabled:
        raise LinkClosed(_("The newsroom now writes this text itself. Thank you for your help."))
    if is_closed(page):
        raise LinkClosed(closed_sentence())


def guest_places(link: GuestLink) -> list[Place]:
    return [p for p in places_of(link.translation) if p.field not in NOT_FOR_GUESTS]


def digest(place: Place) -> str:
    return hashlib.sha256(place.data.encode()).hexdigest()[:16]


@transaction.atomic
def write_as_guest(link: GuestLink, typed: Mapping[int, Typed]) -> Outcome:
    """Keep what the guest changed. A piece that somebody else has changed meanwhile is not
    overwritten. Raises LinkGone, LinkClosed.
    """
    link = GuestLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not link.is_open:
        raise LinkGone
    check_open(link)
    outcome, credit = Outcome(), Credit(tool=f"{GUEST}{link.name}")
    for place in guest_places(link):
        if place.pk in typed:
            _write_one(link, place, typed[place.pk], credit, outcome)
    if outcome.kept:
        GuestLink.objects.filter(pk=link.pk).update(saved_at=timezone.now())
    return outcome


def _write_one(
    link: GuestLink, place: Place, typed: Typed, credit: Credit, outcome: Outcome
) -> None:
    try:
        data = place.as_data(typed.text)
        if data == place.data:
            return
        if typed.shown != digest(place):
            raise TextRefused(
                _("Somebody else has changed this meanwhile. It now reads: “%(text)s”")
                % {"text": place.text}
            )
        outcome.kept += write(link.translation, place, data, credit)
    except TextRefused as refusal:
        outcome.errors[place.pk] = str(refusal)


def _today() -> date:
    return datetime.now(UTC).date()
