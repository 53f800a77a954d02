"""Asking the name servers; no answer at all is told apart from "there is none"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.resolver
import dns.reversename

SECONDS = 5.0  # for one question, with its repetitions


class NoAnswer(Exception):
    """The name servers could not be asked; its argument is the name that was asked for."""


@dataclass
class Names:
    """What the name servers behind a resolver say."""

    resolver: dns.resolver.Resolver

    def texts(self, name: str) -> list[str]:
        """TXT records, each in one piece. Raises NoAnswer."""
        found = (b"".join(each.strings) for each in self._ask(name, "TXT"))
        return [text.decode("utf-8", "replace") for text in found]

    def exchangers(self, name: str) -> list[str]:
        """Names of mail servers, the first choice first. Raises NoAnswer."""
        found = sorted(self._ask(name, "MX"), key=lambda each: each.preference)
        return [str(each.exchange).rstrip(".").lower() for each in found]

    def addresses(self, name: str) -> list[str]:
        """IPv4 and IPv6. Raises NoAnswer."""
        return [str(each) for kind in ("A", "AAAA") for each in self._ask(name, kind)]

    def names_of(self, address: str) -> list[str]:
        """What an IP address is called. Raises NoAnswer."""
        reverse = str(dns.reversename.from_address(address))
        return [str(each).rstrip(".").lower() for each in self._ask(reverse, "PTR")]

    def _ask(self, name: str, kind: str) -> Iterable[Any]:
        try:
            return self.resolver.resolve(name, kind, lifetime=SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as error:
            raise NoAnswer(name) from error


def names_at(server: str) -> Names:
    """Names as the server at `address:port` tells them; as this machine's for nothing."""
    if not server:
        return Names(_of_machine())
    host, _, port = server.rpartition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)
    return Names(resolver)


def _of_machine() -> dns.resolver.Resolver:
    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:  # every question goes without an answer
        return dns.resolver.Resolver(configure=False)
