"""One spelling per mailbox, by the rules of its domain, and a hint for likely slips of the hand.

Dots and tags are dropped only where the domain itself ignores them (each provider's own help pages
say so); everywhere else `a.b@` and `ab@` are two people.
"""

from dataclasses import dataclass
from difflib import get_close_matches

GOOGLE = "gmail.com"


@dataclass(frozen=True)
class DomainRule:
    """What a mail domain ignores when it delivers, and the domain it is another name of."""

    same_as: str = ""
    ignores_dots: bool = False
    tag: str = ""


RULES = {
    "gmail.com": DomainRule(ignores_dots=True, tag="+"),
    "googlemail.com": DomainRule(same_as=GOOGLE, ignores_dots=True, tag="+"),
    "outlook.com": DomainRule(tag="+"),
    "hotmail.com": DomainRule(tag="+"),
    "live.com": DomainRule(tag="+"),
    "msn.com": DomainRule(tag="+"),
    "icloud.com": DomainRule(tag="+"),
    "me.com": DomainRule(same_as="icloud.com", tag="+"),
    "mac.com": DomainRule(same_as="icloud.com", tag="+"),
    "yahoo.com": DomainRule(tag="-"),
    "yahoo.es": DomainRule(tag="-"),
    "yahoo.com.mx": DomainRule(tag="-"),
    "proton.me": DomainRule(ignores_dots=True, tag="+"),
    "protonmail.com": DomainRule(same_as="proton.me", ignores_dots=True, tag="+"),
    "pm.me": DomainRule(same_as="proton.me", ignores_dots=True, tag="+"),
    "fastmail.com": DomainRule(tag="+"),
}
# Public providers: shared by so many that the bare domain says nothing about a person.
PUBLIC_DOMAINS = frozenset(
    {*RULES, "aol.com", "comcast.net", "verizon.net", "att.net", "hotmail.es", "outlook.es"}
)
SIMILARITY = 0.8  # of the domains' letters; 0.75 would turn mail.com into gmail.com


def canonical_address(address: str) -> str:
    """The one spelling of a mailbox; two addresses with the same one reach the same person."""
    local, _, domain = address.strip().rpartition("@")
    local, domain = local.casefold(), _ascii_domain(domain)
    rule = RULES.get(domain, DomainRule())
    if rule.tag:
        local = local.split(rule.tag, 1)[0] or local
    if rule.ignores_dots:
        local = local.replace(".", "")
    return f"{local}@{rule.same_as or domain}"


def public_domain(address: str) -> str:
    """The domain if it is a large public provider's, else an empty string."""
    domain = _ascii_domain(address.rpartition("@")[2])
    return domain if domain in PUBLIC_DOMAINS else ""


def domain_of(address: str) -> str:
    """The domain as mail servers write it: lower case, without accents (`xn--…`)."""
    return _ascii_domain(address.rpartition("@")[2])


def likely_address(address: str) -> str:
    """`ana@gmail.com` for `ana@gmail.con`; an empty string when nothing looks wrong."""
    local, _, domain = address.strip().rpartition("@")
    domain = _ascii_domain(domain)
    if domain in PUBLIC_DOMAINS:
        return ""
    close = get_close_matches(domain, sorted(PUBLIC_DOMAINS), n=1, cutoff=SIMILARITY)
    return f"{local}@{close[0]}" if close else ""


def _ascii_domain(domain: str) -> str:
    domain = domain.strip().casefold().rstrip(".")
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
