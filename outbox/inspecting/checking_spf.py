"""Checking SPF: one record, that names our way of sending, within the ten questions it may cost."""

import ipaddress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from outbox.inspecting.advising import is_relayed, sending_host, spf_term
from outbox.inspecting.asking import Names
from outbox.inspecting.findings import Finding, Mark

MOST_QUESTIONS = 10  # RFC 7208, 4.6.4
ASKING = {"include", "a", "mx", "ptr", "exists", "redirect"}


@dataclass
class Walk:
    """What a record says with all that it includes."""

    names: Names
    questions: int = 0
    included: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)  # addresses and networks

    def follow(self, domain: str) -> None:
        for term in _terms(spf_of(self.names, domain)):
            kind, value = _split(term)
            self.questions += kind in ASKING
            if kind in {"include", "redirect"} and value not in self.included:
                self.included.add(value)
                if self.questions <= MOST_QUESTIONS:
                    self.follow(value)
            elif kind in {"a", "mx"}:
                self._cover(kind, value or domain)
            elif kind in {"ip4", "ip6"}:
                self.covered.add(value)

    def covers(self, address: str) -> bool:
        return any(_is_within(address, network) for network in self.covered)

    def _cover(self, kind: str, name: str) -> None:
        name = name.partition("/")[0]
        hosts = self.names.exchangers(name) if kind == "mx" else [name]
        self.covered |= {address for host in hosts for address in self.names.addresses(host)}


def check_spf(names: Names, domain: str) -> list[Finding]:
    records = [text for text in names.texts(domain) if _is_spf(text)]
    if not records:
        why = _("There is none for %(domain)s. Mail servers cannot tell our mail from forged mail.")
        return [Finding("SPF", Mark.MISSING, why % {"domain": domain})]
    if len(records) > 1:
        why = _("There are %(number)d records; with more than one, none of them counts.")
        return [Finding("SPF", Mark.WRONG, why % {"number": len(records)})]
    walk = Walk(names)
    walk.follow(domain)
    return [_of_number(walk), _of_way(walk), _of_end(records[0])]


def spf_of(names: Names, domain: str) -> str:
    return next((text for text in names.texts(domain) if _is_spf(text)), "")


def _of_number(walk: Walk) -> Finding:
    said = {"number": walk.questions, "most": MOST_QUESTIONS}
    if walk.questions > MOST_QUESTIONS:
        why = _("It costs more than %(most)d questions to name servers; then it counts as broken.")
        return Finding("SPF", Mark.WRONG, why % said)
    why = _("It costs %(number)d of the %(most)d questions to name servers that are allowed.")
    return Finding("SPF", Mark.RIGHT, why % said)


def _of_way(walk: Walk) -> Finding:
    term = spf_term()
    kind, value = _split(term)
    if kind == "include":
        is_there = value in walk.included
    else:
        addresses = walk.names.addresses(sending_host())
        is_there = bool(addresses) and all(walk.covers(address) for address in addresses)
    if is_there:
        return Finding("SPF", Mark.RIGHT, _("It names the way by which our mail leaves."))
    why = _("It does not name the way by which our mail leaves; %(term)s is missing.")
    if is_relayed():
        why = _(
            "It does not hold %(term)s. Some providers send under a domain of their own and need"
            " none; then DKIM has to be right."
        )
        return Finding("SPF", Mark.NOTE, why % {"term": term})
    return Finding("SPF", Mark.WRONG, why % {"term": term})


def _of_end(record: str) -> Finding:
    ends = [term for term in _terms(record) if term.lstrip("+-~?") == "all"]
    ends = ends or [term for term in _terms(record) if term.startswith("redirect=")]
    if not ends or ends[-1] in {"all", "+all", "?all"}:
        why = _("It lets everybody send in our name: it must end with ~all or -all.")
        return Finding("SPF", Mark.WRONG, why)
    return Finding("SPF", Mark.RIGHT, _("It tells others not to send in our name."))


def _is_spf(text: str) -> bool:
    return text.lower().split(" ", 1)[0] == "v=spf1"


def _terms(record: str) -> list[str]:
    return record.lower().split()[1:]


def _split(term: str) -> tuple[str, str]:
    bare = term.lstrip("+-~?")
    for mark in (":", "=", "/"):
        kind, found, value = bare.partition(mark)
        if found and kind.isalnum():
            return kind, value if mark != "/" else ""
    return bare, ""


def _is_within(address: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
