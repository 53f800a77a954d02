"""What Hub holds of the people who work here."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from users.models import Invitation, StaffSession, Tries, User
from vault.auditing import AuditEntry
from vault.holdings import About, Holding, Lies


def holdings() -> list[Holding]:
    return [
        Holding(
            About.STAFF,
            _("Accounts of the people who work here: name, address, a digest of the password"),
            Lies.OPEN,
            _("until the account is deleted"),
            User.objects.all(),
        ),
        Holding(
            About.STAFF,
            _("Who is logged in to the newsroom, without device or place"),
            Lies.OPEN,
            _until_logged_out(),
            StaffSession.objects.all(),
        ),
        *_ways_in(),
        Holding(
            About.STAFF,
            _("Who did what with names and mails: numbers of rows, no names"),
            Lies.OPEN,
            _("for good"),
            AuditEntry.objects.all(),
        ),
    ]


def _ways_in() -> list[Holding]:
    return [
        Holding(
            About.STAFF,
            _("Second factors of the people who work here: secrets of their apps, public keys"),
            Lies.SEALED,
            _("until they are removed, or the account is"),
            Authenticator.objects.all(),
        ),
        Holding(
            About.STAFF,
            _("Links that let somebody choose a password: whether used, not the link"),
            Lies.OPEN,
            _("until the account is deleted"),
            Invitation.objects.all(),
        ),
        Holding(
            About.STAFF,
            _("Tries to log in that failed: how many, by a keyed digest of the name"),
            Lies.DIGEST,
            _("until somebody logs in, a day at most"),
            Tries.objects.all(),
        ),
    ]


def _until_logged_out() -> str:
    """What expired goes in the night (users/tasks.py)."""
    number = settings.SESSION_COOKIE_AGE // 86_400
    return ngettext(
        "until logging out, or the night after %(number)s day",
        "until logging out, or the night after %(number)s days",
        number,
    ) % {"number": number}
