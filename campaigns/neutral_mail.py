"""Sender and subject of mails that must say nothing on a locked screen or in a shared mailbox."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from campaigns.exposing import Mail


def neutral_name() -> str:
    """The setting's, else the domain that the mails come from."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return settings.NEUTRAL_SENDER or address.rpartition("@")[2]


def neutral_headers() -> tuple[tuple[str, str], ...]:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return (("From", formataddr((neutral_name(), address))),)


def neutral_subject(template: str) -> str:
    """In the active language; one for every mail that has none of its own."""
    subjects: dict[str, str] = {
        Mail.CONFIRMATION: _("Please confirm"),
        Mail.REMINDER: _("Please confirm: a reminder"),
        Mail.ALREADY: _("You have confirmed already"),
        Mail.RECEIPT: _("Your receipt"),
        Mail.THANKS: _("Thank you"),
        Mail.UPDATE: _("News that you asked for"),
        Mail.OUTCOME: _("The answer that you asked for"),
    }
    return subjects.get(template, _("The message that you asked for"))
