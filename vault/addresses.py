"""One spelling per mailbox, by the rules of its domain, and a hint for likely slips of the hand.

Dots and tags are dropped only where the domain itself ignores them; everywhere else `a.b@` and
`ab@` are two people. What the providers say themselves:

- Google: dots and `+tag`, and googlemail.com is gmail.com.
- Microsoft (outlook, hotmail, live, msn) and Apple: `+tag`; icloud.com, me.com and mac.com are one.
- Proton: `+tag`; its short domain belongs to the same user. That dots, hyphens and underscores
  make no other user it confirmed to those who asked, and does not print.
- Fastmail: `+tag`, and `tag@user.` before its domain.
- Yahoo: no `+`. The name before a hyphen is a base for throw-away addresses that is chosen apart
  from the user's own name: all of one base are one person, and nobody else's mailbox.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class DomainRule:
    """What a mail domain ignores when it delivers, and the domain it is another name of."""

    same_as: str = ""
    ignores: str = ""  # marks anywhere in the local part
    tag: str = ""  # the mark before a part that only its owner cares about
    keeps_mark: bool = False  # the name before the mark is another one than the owner's
    names_hosts: bool = False  # `tag@user.domain` is `user@domain`


PLUS = DomainRule(tag="+")
GOOGLE = DomainRule(same_as="gmail.com", ignores=".", tag="+")
APPLE = DomainRule(same_as="icloud.com", tag="+")
PROTON = DomainRule(same_as="proton.me", ignores=".-_", tag="+")
YAHOO = DomainRule(tag="-", keeps_mark=True)
FASTMAIL = DomainRule(tag="+", names_hosts=True)
RULES = {
    **dict.fromkeys(["gmail.com", "googlemail.com"], GOOGLE),
    **dict.fromkeys(["outlook.com", "hotmail.com", "live.com", "msn.com"], PLUS),
    **dict.fromkeys(["outlook.es", "hotmail.es", "live.com.mx"], PLUS),
    **dict.fromkeys(["icloud.com", "me.com", "mac.com"], APPLE),
    **dict.fromkeys(
        ["yahoo.com", "yahoo.es", "yahoo.com.mx", "ymail.com", "rocketmail.com"], YAHOO
    ),
    **dict.fromkeys(["proton.me", "protonmail.com", "protonmail.ch", "pm.me"], PROTON),
    **dict.fromkeys(["fastmail.com", "fastmail.fm"], FASTMAIL),
}
# Public providers: shared by so many that the bare domain says nothing about a person.
PUBLIC_DOMAINS = frozenset({*RULES, "aol.com", "comcast.net", "verizon.net", "att.net"})
# Right as they stand, and so like a larger one that a hint towards it would mislead.
RARE_DOMAINS = frozenset(
    {"ymail.com", "rocketmail.com", "protonmail.ch", "pm.me", "fastmail.fm", "googlemail.com"}
    | {"mail.com", "email.com", "gmx.com", "gmx.es"}
)
LIKELY_DOMAINS = tuple(sorted(PUBLIC_DOMAINS - RARE_DOMAINS))
SIMILARITY = 0.8  # of the domains' letters; static/js/sign.js reckons the same


def canonical_address(address: str) -> str:
    """The one spelling of a mailbox; two addresses with the same one reach the same person."""
    local, _, domain = address.strip().rpartition("@")
    local, domain = local.casefold(), _ascii_domain(domain)
    user, _, host = domain.partition(".")
    if RULES.get(host, PLUS).names_hosts:
        local, domain = user, host
    rule = RULES.get(domain, DomainRule())
    local = _without_tag(local, rule)
    for mark in rule.ignores:
        local = local.replace(mark, "") or local
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
    if domain in PUBLIC_DOMAINS | RARE_DOMAINS:
        return ""
    close = get_close_matches(domain, LIKELY_DOMAINS, n=1, cutoff=SIMILARITY)
    return f"{local}@{close[0]}" if close else ""


def masked(address: str) -> str:
    """`m•••a@example.org`: enough for its owner to know it by."""
    local, _at, domain = address.rpartition("@")
    last = local[-1] if len(local) > 2 else ""
    return f"{local[:1]}•••{last}@{domain}" if local else ""


def _without_tag(local: str, rule: DomainRule) -> str:
    name, mark, _tag = local.partition(rule.tag) if rule.tag else (local, "", "")
    if not mark or not name:
        return local
    return name + mark if rule.keeps_mark else name


def _ascii_domain(domain: str) -> str:
    domain = domain.strip().casefold().rstrip(".")
    if domain.isascii():  # the coding would leave it as it is, and costs more than all the rest
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def is_plain(address: str) -> bool:
    """Nothing in it has to be unwrapped, quoted or written in other letters: almost all are so.

    Taking an address apart by the book costs more than sending a letter.
    """
    return PLAIN.fullmatch(address) is not None
