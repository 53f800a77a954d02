"""Grouping: mailboxes whose mail servers think alike, so that one group's anger is seen early."""

from django.utils.translation import gettext_lazy as _

OTHERS = "other"
GROUPS = {
    "google": ("gmail.com", "googlemail.com"),
    "microsoft": ("outlook.com", "hotmail.com", "live.com", "msn.com"),
    "yahoo": ("yahoo.com", "ymail.com", "rocketmail.com", "aol.com"),
    "apple": ("icloud.com", "me.com", "mac.com"),
}
# Yahoo, Outlook and Hotmail have a domain for each country: yahoo.com.mx, hotmail.es.
FAMILIES = {"yahoo": "yahoo", "outlook": "microsoft", "hotmail": "microsoft", "live": "microsoft"}
NAMES = {
    "google": "Gmail",
    "microsoft": "Outlook",
    "yahoo": "Yahoo",
    "apple": "iCloud",
    OTHERS: _("other mailboxes"),
}
GROUP_OF = {domain: group for group, domains in GROUPS.items() for domain in domains}


def group_of(address: str) -> str:
    """One of the keys of NAMES."""
    domain = address.rpartition("@")[2].lower()
    if domain in GROUP_OF:
        return GROUP_OF[domain]
    family, _dot, rest = domain.partition(".")
    is_country = all(2 <= len(part) <= 3 for part in rest.split("."))
    return FAMILIES.get(family, OTHERS) if is_country else OTHERS
