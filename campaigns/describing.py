"""Describing criteria in words: what is looked for, and never whom."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from campaigns.area_names import area_name
from campaigns.marks import Mark
from cms.languages import language_name

DIGITS = 6  # of a tag, to tell two apart


def described(criteria: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each criterion's label and value, in the active language."""
    labels = {
        "network": _("Network"),
        "network_day": _("Day of the network's tag"),
        "domain": _("Mail domain"),
        "since": _("Signed from"),
        "until": _("Signed before"),
        "mark": _("Mark"),
        "language": _("Language"),
        "region": _("State or region"),
        "source": _("Source"),
        "email_index": _("One e-mail address"),
        "name_index": _("One name"),
    }
    return [
        (label, _value(name, criteria[name])) for name, label in labels.items() if name in criteria
    ]


def domain_name(tag: str) -> str:
    """A large provider's name, or a few digits of the tag of any other."""
    if not tag.startswith("#"):
        return tag
    return _("Domain %(digits)s") % {"digits": tag[1 : DIGITS + 1]}


def network_name(tag: str) -> str:
    return _("Network %(digits)s") % {"digits": tag[:DIGITS]}


def _value(name: str, value: str) -> str:
    words: dict[str, Any] = {
        "network": network_name,
        "network_day": lambda day: date_format(date.fromisoformat(day)),
        "domain": domain_name,
        "since": _moment,
        "until": _moment,
        "mark": lambda mark: str(Mark(mark).label),
        "language": language_name,
        "region": lambda region: area_name(region),
        "source": str,
    }
    return words[name](value) if name in words else _("as it was typed; it is not kept")


def _moment(moment: str) -> str:
    return date_format(localtime(datetime.fromisoformat(moment)), "SHORT_DATETIME_FORMAT")
