"""What Hub holds of the people who work here."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from users.models import User
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
            Session.objects.all(),
        ),
        Holding(
            About.STAFF,
            _("Who did what with names and mails: numbers of rows, no names"),
            Lies.OPEN,
            _("for good"),
            AuditEntry.objects.all(),
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
