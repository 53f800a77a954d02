"""Checking mail, for the checklist: who sends, which way, and what the law asks to stand below."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from outbox.letters import bare_address
from outbox.opening import why_shut
from vault.checking_settings import is_near
from vault.checklist import Grade, Item, judged


def items() -> Iterator[Item]:
    yield judged("EMAIL_URL", _way())
    yield judged("DEFAULT_FROM_EMAIL", _sender())
    yield judged("POSTAL_ADDRESS", _postal(), otherwise=Grade.NOTE)
    yield judged(_("mail to many"), _shut(), otherwise=Grade.NOTE)


def _way() -> str | None:
    server = settings.MAIL_SERVER
    is_safe = server.get("provider") or server.get("use_ssl") or server.get("use_tls")
    if is_safe or is_near(server["host"]):
        return None
    return _("Mail leaves unencrypted. Use smtp+tls:// or smtps://.")


def _sender() -> str | None:
    domain = bare_address(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2]
    if "." in domain:
        return None
    return _("It is no address of yours: other mail servers refuse such mail.")


def _postal() -> str | None:
    if settings.POSTAL_ADDRESS:
        return None
    return _("It is not set: no alert, no digest, no news and no question to a list leaves.")


def _shut() -> str | None:
    shut = why_shut()
    return f"{shut.label}: check_deliverability" if shut else None
