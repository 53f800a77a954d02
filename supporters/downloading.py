"""Downloading: everything that is kept about a supporter, named in their language."""

from typing import Any

from django.utils.translation import gettext as _

from cms.area_names import area_name
from cms.languages import language_name
from supporters.models import Supporter
from supporters.topics import named_topics


def data_of(supporter: Supporter, language: str) -> dict[str, Any]:
    """In the active language, which `language` names. Raises vault.sealing.CannotUnseal."""
    names = dict(named_topics(language))
    chosen = supporter.subscriptions.values_list("topic", flat=True)
    return {
        _("E-mail"): supporter.address(),
        _("Language of our mails to you"): language_name(supporter.language),
        _("How often"): str(supporter.get_rhythm_display()),
        _("State"): area_name(supporter.region) if supporter.region else None,
        _("Topics"): sorted(names.get(topic, str(topic)) for topic in chosen) or _("all of them"),
        _("Paused until"): _day(supporter.paused_until),
        _("Subscribed on"): _day(supporter.created_on),
        _("Confirmed on"): _day(supporter.confirmed_on),
        _("Our mails do not arrive since"): _day(supporter.unreachable_on),
        _("Left on"): _day(supporter.left_on),
        _("What you agreed to"): _consents(supporter),
    }


def _consents(supporter: Supporter) -> list[dict[str, Any]]:
    return [
        {
            _("Day"): _day(consent.given_on),
            _("Given by"): str(consent.get_source_display()),
            _("Source"): consent.brought.source if consent.brought else None,
            _("Language"): language_name(consent.language) if consent.language else None,
            _("Words"): consent.text.text if consent.text else None,
        }
        for consent in supporter.consents.select_related("text", "brought")
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
