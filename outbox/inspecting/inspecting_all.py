"""All of it, in the order in which it is told."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from outbox.inspecting.asking import Names, NoAnswer
from outbox.inspecting.checking_dkim import check_alignment, check_dkim, check_dmarc
from outbox.inspecting.checking_hosts import check_mx, check_ptr
from outbox.inspecting.checking_spf import check_spf
from outbox.inspecting.findings import Finding, Mark
from outbox.inspecting.knocking import knock
from outbox.opening import from_domain

Check = Callable[[], list[Finding]]


def inspect_all(names: Names, *, selectors: list[str], bounces: str) -> list[Finding]:
    domain = from_domain()
    envelope = "" if settings.MAIL_SERVER.get("provider") else bounces or domain
    checks: list[tuple[str, Check]] = [
        ("SPF", lambda: check_spf(names, bounces or domain)),
        ("DKIM", lambda: check_dkim(names, domain, selectors)),
        ("DMARC", lambda: check_dmarc(names, domain)),
        ("DMARC", lambda: [check_alignment(domain, envelope, selectors)]),
        ("MX", lambda: check_mx(names, bounces or domain)),
        ("PTR", lambda: check_ptr(names)),
        ("EMAIL_URL", knock),
    ]
    return [finding for what, check in checks for finding in _told(what, check)]


def _told(what: str, check: Check) -> list[Finding]:
    try:
        return check()
    except NoAnswer as error:
        why = _("The name servers did not answer when asked for %(name)s. Try again later.")
        return [Finding(what, Mark.WRONG, why % {"name": error.args[0]})]
