"""The choices of a signer, in words: what a petition offers, and what each choice would show whom.

Everything is made from the petition's own settings (its exposure, its addressee, its partners).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from campaigns.exposing import (
    FIRST_NAME,
    FULL_NAME,
    NOTHING,
    OPEN,
    STATE,
    TOWN,
    Choices,
    Handed,
    Mail,
    Rules,
    clamped,
    rules_of,
)

# Whom the preview is made for; a name and a place as readers know them.
EXAMPLE, EXAMPLE_FIRST, EXAMPLE_TOWN, EXAMPLE_STATE = "María Peña", "María", "Boston", "MA"
EXAMPLE_COUNTY = "Suffolk County"  # a recipient who gets the town gets the county with it


@dataclass(frozen=True)
class Offers:
    """What the form asks: partners as (id, name), only those that receive names."""

    exposure: str
    partners: tuple[tuple[int, str], ...] = ()

    @property
    def rules(self) -> Rules:
        return rules_of(self.exposure)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The choices of what readers see; their words follow what the class shows at most."""
        words = {
            NOTHING: _("Nothing"),
            FIRST_NAME: _first_and_place(self.rules.shown_place),
            FULL_NAME: _("My full name"),
        }
        return [(choice, words[choice]) for choice in self.rules.shown]

    @property
    def shows_names(self) -> bool:
        return len(self.rules.shown) > 1

    @property
    def hands_over(self) -> bool:
        return self.rules.target is not None

    @property
    def tells_outcome(self) -> bool:
        return Mail.OUTCOME in self.rules.mails

    @property
    def tells_news(self) -> bool:
        return Mail.UPDATE in self.rules.mails


ANYTHING = Offers(OPEN)


def offers_of(petition: Any) -> Offers:
    """One query where the class lets partners have names and they were not fetched before."""
    if rules_of(petition.exposure).partner is None:
        return Offers(petition.exposure)
    receiving = [each for each in petition.partners.all() if each.receives_names]
    receiving.sort(key=lambda each: (each.sort_order, each.pk))
    return Offers(petition.exposure, tuple((each.pk, each.name) for each in receiving))


def preview(offers: Offers, target: str) -> list[dict[str, Any]]:
    """Who receives what for each choice: tables of rows `choice, receives`, one per recipient."""
    tables = [{"who": _("Readers of this page"), "rows": _readers(offers)}]
    if offers.rules.target:
        tables.append({"who": target, "rows": _recipient(offers.rules.target)})
    if offers.rules.partner:
        for _id, name in offers.partners:
            tables.append({"who": name, "rows": _recipient(offers.rules.partner)})
    return tables


def public_record() -> str:
    return _("What an office receives can become a public record that anybody may ask for.")


def told_in_person(exposure: str) -> str:
    """What the office receives of somebody who signed at a rally: nobody asks for a town there."""
    handed = rules_of(exposure).target
    return f"{_told_target(replace(handed, place=STATE))} {public_record()}" if handed else ""


def told_choices(exposure: str, chosen: Choices, partners: Iterable[str]) -> list[str]:
    """What was ticked, in sentences, to be read once more before confirming."""
    chosen, rules = clamped(exposure, chosen), rules_of(exposure)
    told = [_told_shown(rules, chosen.shown_as)]
    if chosen.goes_to_target and rules.target:
        told += [_told_target(rules.target), public_record()]
    told += [
        _("%(partner)s may receive: %(facts)s.") % {"partner": name, "facts": _facts(rules.partner)}
        for name in partners
        if rules.partner
    ]
    if chosen.wants_outcome:
        told.append(_("We may write to you when we know how it ended."))
    if chosen.wants_updates:
        told.append(_("We may write to you with news of this petition; each mail lets you leave."))
    return told


def _first_and_place(place: str) -> str:
    return _("My first name and my town") if place == TOWN else _("My first name and my state")


def _readers(offers: Offers) -> list[tuple[str, str]]:
    place = EXAMPLE_TOWN if offers.rules.shown_place == TOWN else EXAMPLE_STATE
    seen = {
        NOTHING: _("nothing of you; you are one in the count"),
        FIRST_NAME: f"{EXAMPLE_FIRST}, {place}",
        FULL_NAME: EXAMPLE,
    }
    return [(words, seen[choice]) for choice, words in offers.shown]


def _recipient(handed: Handed) -> list[tuple[str, str]]:
    town = f"{EXAMPLE_TOWN}, {EXAMPLE_COUNTY}, {EXAMPLE_STATE}"
    place = town if handed.place == TOWN else EXAMPLE_STATE
    name = EXAMPLE if handed.name == FULL_NAME else EXAMPLE_FIRST
    return [
        (_("Not ticked"), _("nothing of you; only numbers of signers")),
        (_("Ticked"), f"{name}, {place}"),
    ]


def _facts(handed: Handed | None) -> str:
    if handed is None:
        return ""
    names = {
        (FULL_NAME, TOWN): _("your full name, your town, your county and your state"),
        (FULL_NAME, STATE): _("your full name and your state"),
        (FIRST_NAME, STATE): _("your first name and your state"),
    }
    return names[handed.name, handed.place]


def _told_shown(rules: Rules, shown_as: str) -> str:
    if shown_as == FULL_NAME:
        return _("Readers of the petition's page may see your full name.")
    if shown_as == NOTHING:
        return _("Readers of the petition's page see nothing of you.")
    if rules.shown_place == TOWN:
        return _("Readers of the petition's page may see your first name and your town.")
    return _("Readers of the petition's page may see your first name and your state.")


def _told_target(handed: Handed) -> str:
    facts = {"facts": _facts(handed)}
    if handed.is_offline:
        told = _("The office it is addressed to may receive, from an offline machine: %(facts)s.")
    else:
        told = _("The office it is addressed to may receive: %(facts)s.")
    return told % facts
