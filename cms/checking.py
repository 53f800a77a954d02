"""Checks before publishing: what one version says and the other does not, and what is missing.

Findings are hints for a person and hold nothing up; what must hold a page up stands in
cms/publishing.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.users.models import UserProfile

from cms.facts import bare, says_in_words
from cms.tongues import is_in_other_language, lix, words_in
from cms.wordings import Wording

VERY_HARD = 60  # LIX
ENOUGH_WORDS = 100  # fewer say nothing about a text
ALIKE = 0.85  # of 1: two spellings of one name
AT_MOST = 6  # of one kind: more is noise
SAME_TEXT_WORDS = 4
KINDS = {
    "number-differs": gettext_lazy("Numbers differ between the versions"),
    "date-differs": gettext_lazy("Dates differ between the versions"),
    "time-differs": gettext_lazy("Times differ between the versions"),
    "phone-differs": gettext_lazy("Phone numbers differ between the versions"),
    "link-differs": gettext_lazy("Links differ between the versions"),
    "name-differs": gettext_lazy("A name is written in two ways"),
    "name-missing": gettext_lazy("Names that only one version has"),
    "other-language": gettext_lazy("Text in the other language"),
    "alternative-missing": gettext_lazy("A picture has no alternative text"),
    "credit-missing": gettext_lazy("A picture has no credit"),
    "hard-to-read": gettext_lazy("Hard to read"),
}


@dataclass(frozen=True)
class Finding:
    """One hint: its kind, and what was found, in the language of the person who checks."""

    kind: str
    text: str

    @property
    def title(self) -> str:
        return str(KINDS[self.kind])


Check = Callable[[Any, Any | None], Iterable[Finding]]
CHECKS: list[Check] = []


def register_check(check: Check, kinds: Mapping[str, Any]) -> None:
    """An app's own check of a page beside its other version, with the titles of what it finds."""
    KINDS.update(kinds)
    CHECKS.append(check)


def findings_shown(page: Any, *, user: Any) -> list[dict[str, str]]:
    """The same, with the version that this person may read, in the language of their screens."""
    if user is None or not user.is_authenticated:
        return []
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        found = findings_for(page, readable_version(page, user=user))
        return [{"kind": each.kind, "title": each.title, "text": each.text} for each in found]


def readable_version(page: Any, *, user: Any) -> Any | None:
    """The other version as this person may see it: its draft if they may edit it, else as
    readers do.
    """
    other = page.get_translations().select_related("locale").first()
    if other is None:
        return None
    other = other.specific
    if other.permissions_for_user(user).can_edit():
        return other.get_latest_revision_as_object()
    return other if other.live else None


def findings_for(page: Any, other: Any | None) -> list[Finding]:
    """What an editor should look at before `page` goes live; `other` is its other version."""
    this = Wording(page)
    own = [finding for check in CHECKS for finding in check(page, other)]
    found = [*own, *_missing(this), *_hard(this)]
    if other is None:
        return [*found, *_foreign(this, None)]
    that = Wording(other)
    return [*_differing(this, that), *_names(this, that), *_foreign(this, that), *found]


def _differing(this: Wording, that: Wording) -> Iterator[Finding]:
    mine, theirs = this.facts, that.facts
    numbers = _without_words(mine.numbers, that), _without_words(theirs.numbers, this)
    yield from _both_ways("number-differs", numbers[0] - theirs.numbers, numbers[1] - mine.numbers)
    yield from _both_ways(
        "date-differs", map(_day, mine.dates - theirs.dates), map(_day, theirs.dates - mine.dates)
    )
    yield from _both_ways(
        "time-differs",
        map(_clock, _untold_times(mine.times - theirs.times, theirs.numbers)),
        map(_clock, _untold_times(theirs.times - mine.times, mine.numbers)),
    )
    yield from _both_ways("phone-differs", mine.phones - theirs.phones, theirs.phones - mine.phones)
    yield from _both_ways(
        "link-differs", _shown(this.links - that.links), _shown(that.links - this.links)
    )


def _both_ways(kind: str, here: Iterable[str], there: Iterable[str]) -> Iterator[Finding]:
    if only_here := sorted(here):
        yield Finding(kind, _("Only in this version: %(what)s") % {"what": _listed(only_here)})
    if only_there := sorted(there):
        yield Finding(
            kind, _("Only in the other version: %(what)s") % {"what": _listed(only_there)}
        )


def _without_words(numbers: Iterable[str], that: Wording) -> set[str]:
    """Those that the other text does not write out."""
    return {each for each in numbers if not says_in_words(that.whole, each, that.language)}


def _untold_times(times: Iterable[int], numbers: frozenset[str]) -> set[int]:
    """Full hours may stand as a bare number: "las 6 de la tarde"."""
    told = {int(each) % 12 * 60 for each in numbers if len(each) <= 2}
    return {each for each in times if each not in told}


def _names(this: Wording, that: Wording) -> Iterator[Finding]:
    untold, others = _untold_names(this, that), _untold_names(that, this)
    twice = {(name, other) for name in untold for other in others if _alike(name, other)}
    for name, other in sorted(twice)[:AT_MOST]:
        yield Finding("name-differs", f"{name} / {other}")
    alike = {name for pair in twice for name in pair}
    yield from _both_ways(
        "name-missing", _unheard(untold - alike, that), _unheard(others - alike, this)
    )


def _untold_names(this: Wording, that: Wording) -> set[str]:
    theirs = {bare(name) for name in that.facts.names}
    return {
        name for name in this.facts.names if name not in that.whole and bare(name) not in theirs
    }


def _alike(name: str, other: str) -> bool:
    same_length = len(name.split()) == len(other.split())
    return same_length and SequenceMatcher(None, name.lower(), other.lower()).ratio() >= ALIKE


def _unheard(names: Iterable[str], that: Wording) -> set[str]:
    """Those of which the other text has no part; a translated name may rightly be one."""
    said = {word.lower() for word in words_in(that.whole)}
    return {name for name in names if not said & {word.lower() for word in words_in(name)}}


def _foreign(this: Wording, that: Wording | None) -> Iterator[Finding]:
    same = {} if that is None else that.texts
    for path, text in list(this.texts.items()):
        is_copied = same.get(path) == text and len(words_in(text)) >= SAME_TEXT_WORDS
        if is_copied or is_in_other_language(text, this.language):
            yield Finding("other-language", _excerpt(text))


def _missing(this: Wording) -> Iterator[Finding]:
    for picture in this.pictures:
        if not picture.alternative.strip():
            yield Finding("alternative-missing", picture.where)
        if not picture.credit.strip():
            yield Finding("credit-missing", picture.where)


def _hard(this: Wording) -> Iterator[Finding]:
    score = lix(this.prose)
    if score >= VERY_HARD and len(words_in(this.prose)) >= ENOUGH_WORDS:
        yield Finding(
            "hard-to-read",
            _("Readability (LIX) is %(score)d; a newspaper has 40. Shorter sentences help.")
            % {"score": score},
        )


def _listed(values: list[str]) -> str:
    shown = ", ".join(values[:AT_MOST])
    return shown if len(values) <= AT_MOST else f"{shown} …"


def _shown(links: Iterable[str]) -> set[str]:
    """A page of ours has no address to show that would hold in both languages."""
    return {_("a page of this site") if each.startswith("#") else each for each in links}


def _day(month_and_day: tuple[int, int]) -> str:
    month, day = month_and_day
    try:
        return date_format(date(2000, month, day), "MONTH_DAY_FORMAT")
    except ValueError:
        return f"{month}/{day}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 or 12}:{minutes % 60:02}"


def _excerpt(text: str, length: int = 90) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
