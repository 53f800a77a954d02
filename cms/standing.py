"""How a pair stands, in sentences for its editors: what is live, and what waits for what."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail_localize.models import Translation

from cms.gating import releasing, story_of
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.pairs import Pair, Version, pair_of, version_of
from cms.publishing import check_publication
from cms.refusing import PublicationRefused

GATE_HELP: dict[str, Any] = {
    Pair.Gate.ALONE: gettext_lazy("Each version goes live when it is published."),
    Pair.Gate.SOURCE_FIRST: gettext_lazy("The translation waits until its original is live."),
    Pair.Gate.TOGETHER: gettext_lazy("The first one waits; with the second both go live at once."),
}


@dataclass
class Side:
    """One language of a pair; `subject` is None while that version does not exist."""

    language: str
    subject: Any = None
    state: str = ""
    is_original: bool = False
    is_ready: bool = False
    waits: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return NATIVE_NAMES[self.language]


def sides_of(subject: Any) -> list[Side]:
    """Both sides of the pair of a page or snippet, the original first."""
    pair = pair_of(subject)
    versions = {
        each.locale.language_code: each for each in subject.get_translations(inclusive=True)
    }
    order = sorted(LANGUAGES, key=lambda language: language != pair.original)
    return [_side(language, versions.get(language), pair) for language in order]


def waiting_for(subject: Any) -> list[str]:
    """What a version that is ready still waits for; empty when it is not ready."""
    pair, version = pair_of(subject), version_of(subject)
    if version.ready_revision_id is None:
        return []
    sentences = []
    if pair.embargo_at and pair.embargo_at > timezone.now():
        sentences.append(
            _("Waits for its time (%(moment)s).") % {"moment": moment_text(pair.embargo_at)}
        )
    if story_of(pair, subject).waits(version.language):
        sentences.append(_missing_of_other(subject, pair))
    elif refusal := _refusal(subject, pair, version):
        sentences.append(str(refusal))
    return sentences or [_("Goes live within half a minute.")]


def agreement_of(subject: Any) -> str:
    """How and when both versions of this row go live."""
    pair = pair_of(subject)
    sentences = [str(GATE_HELP[pair.gate])]
    if pair.embargo_at and pair.embargo_at > timezone.now():
        facts = {"moment": moment_text(pair.embargo_at)}
        sentences.append(_("Neither version goes live before its time (%(moment)s).") % facts)
    return " ".join(sentences)


def moment_text(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _side(language: str, subject: Any, pair: Pair) -> Side:
    is_original = language == pair.original
    if subject is None:
        return Side(language, state=_("There is no version in this language yet."))
    side = Side(language, subject, _state(subject), is_original)
    side.waits = waiting_for(subject)
    side.is_ready = bool(side.waits)
    return side


def _state(subject: Any) -> str:
    if not subject.live:
        return _("Not published yet.")
    if version_of(subject).stale_since:
        return _("Live, and behind its original.")
    if subject.has_unpublished_changes:
        return _("Live, with changes that are not published.")
    return _("Live.")


def _missing_of_other(subject: Any, pair: Pair) -> str:
    mine = subject.locale.language_code
    other = next(each for each in LANGUAGES if each != mine)
    missing = 0 if other == pair.original else _missing_pieces(subject, other)
    if other == "es":
        waits = _("Waits for the Spanish version.")
    else:
        waits = _("Waits for the English version.")
    if not missing:
        return waits
    pieces = ngettext(
        "%(count)d piece of text is missing there.",
        "%(count)d pieces of text are missing there.",
        missing,
    )
    return f"{waits} {pieces % {'count': missing}}"


def _missing_pieces(subject: Any, language: str) -> int:
    translation = Translation.objects.filter(
        source__object_id=subject.translation_key,
        target_locale__language_code=language,
        enabled=True,
    ).first()
    if translation is None:
        return 0
    total, done = translation.get_progress()
    return total - done


def _refusal(subject: Any, pair: Pair, version: Version) -> PublicationRefused | None:
    try:
        with releasing(pair):
            check_publication(subject, user=version.ready_by, revision=version.ready_revision)
    except PublicationRefused as refusal:
        return refusal
    return None
