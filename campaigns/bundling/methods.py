"""The method statement's sentences and rows, in the language that is active."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from campaigns.bundling.disclosing import Disclosure
from campaigns.bundling.signed_letters import SignedLetter
from campaigns.invalidations import Invalidation
from campaigns.marks import Mark
from campaigns.models import Signature
from campaigns.sorting_by_rule import LOOKED_AT

Rows = list[tuple[str, int]]


def method_words(rule: Disclosure) -> list[str]:
    """How signing works, what stands in the files, and what does not."""
    return [
        _(
            "Whoever signs online gets a mail and counts once they confirm from their own mailbox."
            " Who does not within 7 days is deleted, and only their number is kept."
        ),
        _(
            "Who signs again is not counted again, and one address counts for two people of"
            " different names at most. Signatures collected in person are told apart and never"
            " added to those confirmed online."
        ),
        _told(rule),
        _(
            "A row's number stays the same in every file. Who takes a signature back after this"
            " bundle was made is named by that number in the next one."
        ),
        _(
            "Every file stands in SHA256SUMS with its digest. A name that a spreadsheet would take"
            " for a formula has an apostrophe before it in the CSV; nothing else is changed, and no"
            " mark is hidden in the names."
        ),
    ]


def _told(rule: Disclosure) -> str:
    if not rule.names:
        return _("The names of this petition are kept sealed. These files hold numbers only.")
    if rule.place:
        return _(
            "The files hold the full name, town, county and state of those who ticked that this"
            " recipient may have them, and of nobody else."
        )
    if rule.full_name:
        return _(
            "The files hold the full name and state of those who ticked that this recipient may"
            " have them, and of nobody else."
        )
    return _(
        "The files hold the first name and state of those who ticked that this recipient may have"
        " them, and of nobody else."
    )


def method_rows(numbers: Mapping[str, Any]) -> Rows:
    rows = [
        (_("Received online"), "received"),
        (_("Of these, confirmed from their mailbox"), "confirmed"),
        (_("Of these, not confirmed yet"), "pending"),
        (_("Of these, deleted because nobody confirmed them"), "expired"),
        (_("Taken back by their signer"), "withdrawn"),
        (_("Struck out after a check"), "invalidated"),
        (_("Held back for a check"), "held"),
        (_("Counted, confirmed online"), "online"),
        (_("Counted, collected in person"), "in_person"),
        (_("Names in this bundle"), "names"),
    ]
    return [(words, numbers[rule]) for words, rule in rows]


def rule_tables(rules: Mapping[str, Any]) -> Iterator[tuple[str, Rows]]:
    """Heading and rows for each kind of rule that found somebody."""
    tables = [
        (
            _("Marked by a rule (an ordinary mailbox outweighs a network)"),
            rules["marked"],
            Mark,
        ),
        (_("Held back now, by the rule that marked them"), rules["held"], Mark),
        (_("Collected in person, by way"), rules["in_person"], Signature.Way),
    ]
    for heading, numbers, names in tables:
        if numbers:
            yield heading, [(str(names(name).label), numbers[name]) for name in numbers]
    if rules["struck_out"]:
        heading = _("Struck out, by reason and by what was looked at")
        yield heading, [(_struck_out(row), row["number"]) for row in rules["struck_out"]]
    if rules["known_already"]:
        rows = [(_("Lines of people who had signed before"), rules["known_already"])]
        yield _("Not counted again, of lists and sheets"), rows


def _struck_out(row: Mapping[str, Any]) -> str:
    reason = str(Invalidation.Rule(row["rule"]).label)
    looked_at = ", ".join(str(LOOKED_AT[name]) for name in row["looked_at"])
    return f"{reason} ({looked_at})" if looked_at else reason


def letter_rows(letters: Sequence[SignedLetter], *, names_are_told: bool) -> Rows:
    """How many signed which wording: of the names in this bundle, or of all who count."""
    return [(_letter_name(each), each.here if names_are_told else each.all) for each in letters]


def _letter_name(letter: SignedLetter) -> str:
    if not letter.digest:
        return " · ".join([letter.language, _("no letter noted")])
    where = f"{letter.stem}.txt" if letter.text is not None else _("its text was not kept")
    return " · ".join([letter.language, letter.digest, where])
