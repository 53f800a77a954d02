"""Advising: the records that the domain should have, as far as they can be known from here."""

from django.conf import settings
from django.utils.translation import gettext as _

from outbox.inspecting.asking import Names
from outbox.inspecting.findings import Record
from outbox.letters import mail_domain
from outbox.opening import from_domain
from outbox.providers import provider

# What a provider's name is in an SPF record; one that sends with a domain of its own needs none.
INCLUDES = {
    "brevo": "spf.brevo.com",
    "mailgun": "mailgun.org",
    "mailjet": "spf.mailjet.com",
    "mailtrap": "_spf.smtp.mailtrap.live",
    "mandrill": "spf.mandrillapp.com",
    "postmark": "spf.mtasv.net",
    "resend": "amazonses.com",
    "sparkpost": "sparkpostmail.com",
}
# The same by the end of a mail server's name.
RELAYS = {
    "amazonaws.com": "amazonses.com",
    "brevo.com": "spf.brevo.com",
    "gmail.com": "_spf.google.com",
    "google.com": "_spf.google.com",
    "mailgun.org": "mailgun.org",
    "mailjet.com": "spf.mailjet.com",
    "office365.com": "spf.protection.outlook.com",
    "postmarkapp.com": "spf.mtasv.net",
    "sendgrid.net": "sendgrid.net",
    "sparkpostmail.com": "sparkpostmail.com",
}


def spf_term() -> str:
    """What the SPF record must hold for mail by this way: an `include:` or an `a:`."""
    server = settings.MAIL_SERVER
    if it := server.get("provider"):
        return f"include:{INCLUDES[it]}"
    host = server["host"].lower()
    for end, included in RELAYS.items():
        if host == end or host.endswith(f".{end}"):
            return f"include:{included}"
    return f"a:{sending_host()}"


def sending_host() -> str:
    """The machine from which mail leaves: the mail server's, or this one's where that is local."""
    host = settings.MAIL_SERVER["host"].lower()
    is_here = host in {"localhost", "::1"} or host.startswith("127.")
    return mail_domain() if is_here else host


def is_relayed() -> bool:
    """Mail leaves from machines of somebody else, whose addresses are theirs to name."""
    return provider() is not None or spf_term().startswith("include:")


def records(names: Names, *, selectors: list[str], bounces: str) -> list[Record]:
    domain = from_domain()
    ours = dict.fromkeys((domain, bounces) if bounces else (domain,))
    found = [Record(f"{each}.", "TXT", f"v=spf1 {spf_term()} ~all") for each in ours]
    value = _("the value that your provider or your mail server's signing shows you")
    found += [
        Record(f"{selector}._domainkey.{domain}.", "TXT", value)
        for selector in selectors or [_("<selector>")]
    ]
    reports = f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}"
    found.append(Record(f"_dmarc.{domain}.", "TXT", reports))
    if bounces:
        found.append(Record(f"{bounces}.", "MX", f"10 {mail_domain()}."))
    if not is_relayed():
        host = sending_host()
        found += [Record(address, "PTR", f"{host}.") for address in names.addresses(host)]
    return found
