"""Checking hosts: who takes what comes back, and whether our machine is called what it says."""

from django.utils.translation import gettext as _

from outbox.inspecting.advising import is_relayed, sending_host
from outbox.inspecting.asking import Names
from outbox.inspecting.findings import Finding, Mark


def check_mx(names: Names, domain: str) -> list[Finding]:
    """Somebody must take bounces and answers."""
    servers = names.exchangers(domain)
    said = {"domain": domain, "servers": ", ".join(servers)}
    if not servers:
        why = _("Nobody takes mail for %(domain)s: what comes back is lost.")
        return [Finding("MX", Mark.MISSING, why % said)]
    dead = [server for server in servers if not server or not names.addresses(server)]
    if dead:
        why = _("%(servers)s: no such machine, so what comes back is lost.")
        return [Finding("MX", Mark.WRONG, why % {"servers": ", ".join(dead) or domain})]
    why = _("Mail for %(domain)s is taken by %(servers)s.")
    return [Finding("MX", Mark.RIGHT, why % said)]


def check_ptr(names: Names) -> list[Finding]:
    """Forward-confirmed: address to name to address."""
    if is_relayed():
        why = _("Mail leaves from the provider's machines; their names are the provider's care.")
        return [Finding("PTR", Mark.NOTE, why)]
    host = sending_host()
    addresses = names.addresses(host)
    if not addresses:
        why = _("%(host)s has no address.")
        return [Finding("PTR", Mark.WRONG, why % {"host": host})]
    return [_of_address(names, address) for address in addresses]


def _of_address(names: Names, address: str) -> Finding:
    called = names.names_of(address)
    said = {"address": address, "name": ", ".join(called)}
    if not called:
        why = _("%(address)s has no name. Whoever rents out the machine can give it one.")
        return Finding("PTR", Mark.MISSING, why % said)
    if not any(address in names.addresses(name) for name in called):
        why = _("%(address)s is called %(name)s, but that name has other addresses.")
        return Finding("PTR", Mark.WRONG, why % said)
    return Finding("PTR", Mark.RIGHT, _("%(address)s is called %(name)s, and back.") % said)
