"""The method statement's sentences and rows, in the language that is active."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from campaigns.bundling.disclosing import Disclosure


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


def method_rows(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
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
