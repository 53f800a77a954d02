"""Opening: mail to many waits until somebody has read a code in a mail that came this way.

What is proved is one transport with one sender's domain. Another mail server, another provider or
another domain in `From` has to be proved anew. The development inbox and a server on this machine
need no proof.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.letters import bare_address
from outbox.models import Queue
from outbox.openings import Opening, new_nonce
from outbox.posting import ring_for
from vault.switches import Switch, is_on
from vault.tokens import derive_code, fits_code

PURPOSE = "outbox.opening"
CODE_LASTS = timedelta(hours=1)
MOST_TRIES = 5


class Shut(models.TextChoices):
    """Why no broadcast leaves."""

    STOPPED = "stopped", _("somebody in charge has stopped it")
    UNPROVEN = "unproven", _("nobody has proved yet that mail sent this way arrives")
    ASKED = "asked", _("a code was mailed, and nobody has typed it back yet")


class WrongCode(Exception):
    """Not the code that was mailed."""


class CodeIsGone(Exception):
    """No code was mailed, it is too old, or it was guessed at too often."""


def bulk_is_open() -> bool:
    return why_shut() is None


def why_shut() -> Shut | None:
    """None when broadcasts may leave."""
    if not is_on(Switch.BULK):
        return Shut.STOPPED
    if is_at_home():
        return None
    opening = Opening.objects.filter(transport=transport(), domain=from_domain()).first()
    if opening and opening.opened_at:
        return None
    return Shut.ASKED if opening and opening.asked_at else Shut.UNPROVEN


def go_on(switch: Switch) -> None:
    """A switch was thrown: what waits leaves at once where it may."""
    if switch in {Switch.MAIL, Switch.BULK} and is_on(switch):
        for queue in Queue:
            ring_for(queue)


def is_at_home() -> bool:
    """Mail does not leave this machine, as far as Hub can tell."""
    host = settings.MAIL_SERVER["host"]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return bool(host == "localhost" or settings.INBOX_DIR)


def transport() -> str:
    """By what mail leaves, without its key."""
    server = settings.MAIL_SERVER
    return f"{server.get('provider', 'smtp')}:{server['host'].lower()}"


def from_domain() -> str:
    return bare_address(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].lower()


def ask() -> str:
    """A new code to be mailed, which is the only one that opens from now on."""
    nonce, now = new_nonce(), timezone.now()
    opening, _is_new = Opening.objects.update_or_create(
        transport=transport(),
        domain=from_domain(),
        defaults={"nonce": nonce, "asked_at": now, "tries": 0},
    )
    return derive_code(PURPOSE, opening.public_id, nonce, now.date())


def open_bulk(code: str) -> None:
    """Let broadcasts leave. Raises WrongCode, CodeIsGone."""
    with transaction.atomic():
        rows = Opening.objects.select_for_update()
        opening = rows.filter(transport=transport(), domain=from_domain()).first()
        if opening is None or opening.asked_at is None or not _may_be_tried(opening):
            raise CodeIsGone
        opening.tries += 1
        day = opening.asked_at.date()
        is_right = fits_code(code.strip(), PURPOSE, opening.public_id, opening.nonce, day)
        if is_right:
            opening.opened_at, opening.asked_at = timezone.now(), None
        opening.save(update_fields=["tries", "opened_at", "asked_at"])
        if is_right:
            ring_for(Queue.BULK)
    if not is_right:
        raise WrongCode


def _may_be_tried(opening: Opening) -> bool:
    if opening.asked_at is None or opening.tries >= MOST_TRIES:
        return False
    return opening.asked_at > timezone.now() - CODE_LASTS
