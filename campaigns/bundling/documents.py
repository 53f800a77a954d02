"""What a bundle says beside its names, in each language: cover letter, summary, method."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.bundles import Bundle
from campaigns.bundling import reckoning
from campaigns.bundling.disclosing import Disclosure, disclosure_of
from campaigns.bundling.methods import letter_rows, method_rows, method_words, rule_tables
from campaigns.bundling.reading import blocks_of
from campaigns.bundling.signed_letters import SignedLetter
from campaigns.bundling.wording import place_in
from campaigns.models import CampaignPage, Petition
from campaigns.signing import letter_version
from campaigns.targets import names_of, targets_of

Blocks = list[dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """What all documents of a bundle are told from."""

    bundle: Bundle
    newsroom: str
    numbers: Mapping[str, Any]
    pages: Mapping[str, CampaignPage]
    letters: Sequence[SignedLetter]

    @property
    def rule(self) -> Disclosure:
        return disclosure_of(self.bundle)

    def title(self, language: str) -> str:
        """The petition as readers of this language know it, else whom it is addressed to."""
        page = self.pages.get(language)
        return page.title if page else names_of(targets_of(self.bundle.petition), language)


def pages_of(bundle: Bundle) -> dict[str, CampaignPage]:
    pages = CampaignPage.objects.filter(petition=bundle.petition_id).live()
    return {page.locale.language_code: page for page in pages.select_related("locale")}


def cover_letter(story: Story, language: str) -> tuple[str, Blocks]:
    """Its title, and the letter that was signed; only for a language that has the letter."""
    page = story.pages[language]
    with translation.override(language):
        names = story.numbers["names"]
        opening = ngettext(
            "With this letter you receive the name of %(number)s person who signed it and agreed"
            " that you get their name.",
            "With this letter you receive the names of %(number)s people who signed it and agreed"
            " that you get their names.",
            names,
        ) % {"number": number_format(names, force_grouping=True)}
        blocks: Blocks = [
            {"kind": "par", "text": story.bundle.recipient},
            {"kind": "par", "text": date_format(localdate(), "DATE_FORMAT")},
            {"kind": "par", "text": opening if story.rule.names else _numbers_alone(story)},
            {"kind": "heading", "text": _("The letter")},
            *blocks_of(page.letter),
            {"kind": "par", "text": story.newsroom},
            {"kind": "small", "text": _digest(letter_version(page.letter))},
            *_earlier_letters(story, language, letter_version(page.letter)),
        ]
        return page.title, blocks


def _earlier_letters(story: Story, language: str, current: str) -> Blocks:
    """The annex: other wordings in this language that people of this bundle signed."""
    blocks: Blocks = []
    for letter in story.letters:
        if letter.language != language or letter.digest == current or letter.text is None:
            continue
        number = letter.here if story.rule.names else letter.all
        signed = ngettext(
            "Annex: an earlier wording, signed by %(number)s person",
            "Annex: an earlier wording, signed by %(number)s people",
            number,
        ) % {"number": number_format(number, force_grouping=True)}
        blocks += [{"kind": "heading", "text": signed}, *blocks_of(letter.text)]
        blocks.append({"kind": "small", "text": _digest_of_earlier(letter)})
    return blocks


def _digest_of_earlier(letter: SignedLetter) -> str:
    return _("Digest of this text: %(digest)s. It is how the SHA-256 of %(file)s begins.") % {
        "digest": letter.digest,
        "file": f"{letter.stem}.html",
    }


def _numbers_alone(story: Story) -> str:
    return _(
        "Names of this petition are kept under a key that is not on our server. These papers hold"
        " numbers only."
    )


def _digest(version: str) -> str:
    return _("Digest of this text: %(digest)s. It is how the SHA-256 of letter-*.html begins.") % {
        "digest": version
    }


def summary(story: Story, language: str) -> tuple[str, Blocks]:
    """One page: everyone who counts by distance, then the names of this bundle by place."""
    with translation.override(language):
        petition, numbers = story.bundle.petition, story.numbers
        blocks: Blocks = [
            {"kind": "par", "text": story.title(language)},
            {"kind": "heading", "text": _("Everyone who signed")},
            *_distances(petition),
            _table(
                [
                    (_("Confirmed online"), numbers["online"]),
                    (_("Collected in person"), numbers["in_person"]),
                ]
            ),
            *_places(story, language),
        ]
        return _("Summary of the signatures"), blocks


def _distances(petition: Petition) -> Blocks:
    """Rounded, because the names in the bundle could be subtracted from an exact number."""
    distances = reckoning.by_distance(petition)
    if distances is None:
        return []
    said = _(
        "Where those live who confirmed online, as of %(day)s. Numbers by place are rounded down to"
        " tens, so that nobody who did not agree can be singled out."
    ) % {"day": date_format(localdate(distances.at), "DATE_FORMAT")}
    rows = [(_distance_words(group), number) for group, number in distances.groups.items()]
    return [{"kind": "par", "text": said}, _table(rows)]


def _distance_words(group: str) -> str:
    return {
        reckoning.HOME: _("In your state"),
        reckoning.OTHER_STATES: _("In other states"),
        reckoning.OUTSIDE: _("Outside the United States"),
        reckoning.UNSAID: _("Place not said"),
        reckoning.TOGETHER: _("Other places, and what rounding left over"),
    }[group]


def _places(story: Story, language: str) -> Blocks:
    """By state, and by county of the target's own state where places may be told."""
    if not story.rule.names:
        return []
    places, home = reckoning.places_of(story.bundle), story.bundle.petition.home_state
    states: dict[str, int] = {}
    for place, number in places.items():
        state = place.partition("|")[0]
        states[state] = states.get(state, 0) + number
    rows = [(place_in(state, language), number) for state, number in states.items()]
    blocks: Blocks = [
        {"kind": "heading", "text": _("The names in this bundle, by state")},
        _table(rows, kind="counties"),
    ]
    counties = [
        (place.partition("|")[2] or _("County not known"), number)
        for place, number in places.items()
        if home and place.startswith(f"{home}|")
    ]
    if counties and story.rule.place:
        heading = _("The names in this bundle, by county of %(state)s") % {"state": home}
        blocks += [{"kind": "heading", "text": heading}, _table(counties, kind="counties")]
    return blocks


def method(story: Story, language: str) -> tuple[str, Blocks]:
    """How the signatures were collected, and what became of each of them."""
    with translation.override(language):
        blocks: Blocks = [
            {"kind": "par", "text": story.title(language)},
            *({"kind": "par", "text": text} for text in method_words(story.rule)),
            {"kind": "heading", "text": _("Counts by rule")},
            _table(method_rows(story.numbers)),
        ]
        for heading, rows in rule_tables(story.numbers["rules"]):
            blocks += [{"kind": "heading", "text": heading}, _table(rows)]
        signed = {"kind": "heading", "text": _("Letters that were signed (language and digest)")}
        rows = letter_rows(story.letters, names_are_told=story.rule.names)
        return _("How these signatures were collected"), [*blocks, signed, _table(rows)]


def _table(rows: list[tuple[str, int]], kind: str = "table") -> dict[str, Any]:
    told = [[name, number_format(number, force_grouping=True)] for name, number in rows]
    return {"kind": kind, "rows": told}
