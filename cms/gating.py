"""The gate of a pair: which version may go live now, which goes along, and what waits for what.

`alone`: no condition. `source_first`: a translation waits until its original is live. `together`:
whichever comes first is registered as ready and waits; with the second both go live in one
transaction (cms/releasing.py). In every mode nothing goes live before the pair's time, and a
translation never tells what its live original does not say yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.fingerprints import fingerprint
from cms.freshness import change_of
from cms.languages import LANGUAGES
from cms.pairs import Draft, Pair, Version, pair_of
from cms.permitting import may_publish_all
from cms.refusing import PublicationRefused
from cms.sourcing import conveyed_by, live_text, original_of, segments_of

_releasing: ContextVar[UUID | None] = ContextVar("releasing", default=None)


class Held(PublicationRefused):
    """It may go live, only not yet: registered as ready, it follows by itself."""

    may_be_overridden = True

    def __init__(self, subject: Any, why: str, revision: Revision | None = None):
        super().__init__(subject, why)
        self.revision = revision
        self.until: datetime | None = None
        self.actor: Any = None  # who wanted it live


class Embargoed(Held):
    """The pair's time has not come."""


class WaitsForOther(Held):
    """Both languages go live together, and the other one is not ready."""


class WaitsForOriginal(Held):
    """It tells what its original has not published yet."""


class GoesTogether(Held):
    """Both are ready: they go live in one transaction, not one after the other."""


class TimeOfBoth(PublicationRefused):
    """A schedule holds for both versions, and this person may publish one of them only."""


@dataclass(frozen=True)
class Offer:
    """A revision that may go live: the text it tells or, of a translation, conveys."""

    subject: Any
    revision: Revision | None
    text: str
    change: str
    is_adapted: bool

    @classmethod
    def of(cls, subject: Any, revision: Revision | None, *, original: str) -> "Offer":
        if subject.locale.language_code == original:
            text = fingerprint(revision.as_object() if revision else subject)
            return cls(subject, revision, text, change_of(revision), False)
        is_adapted = segments_of(subject) is None
        return cls(subject, revision, conveyed_by(subject, revision), "", is_adapted)


class Story:
    """A pair, what its readers have, and what is ready to follow."""

    def __init__(self, pair: Pair, any_version: Any):
        original = original_of(any_version, pair)
        self.pair = pair
        self.is_orphaned = original is None
        self.live = live_text(original) if original is not None else ""
        self.offers: dict[str, Offer] = {}
        self._reflected = {
            version.language: version.reflects
            for version in Version.objects.filter(translation_key=pair.translation_key)
        }

    def offer(self, subject: Any, revision: Revision | None) -> None:
        language = subject.locale.language_code
        self.offers[language] = Offer.of(subject, revision, original=self.pair.original)

    def waits(self, language: str) -> type[Held] | None:
        """What holds this language's offer; None when it may go, as an orphan always may."""
        if self.is_orphaned:
            return None
        if language == self.pair.original:
            return self._original_waits(self.offers[language])
        return self._translation_waits(self.offers[language])

    def going(self) -> list[Offer]:
        """The offers that nothing holds, the original first."""
        order = sorted(self.offers, key=lambda language: language != self.pair.original)
        return [self.offers[language] for language in order if self.waits(language) is None]

    def _original_waits(self, offer: Offer) -> type[Held] | None:
        if self.pair.gate != Pair.Gate.TOGETHER or self._is_said(offer.text):
            return None
        if self.live and offer.change in {Draft.Change.MINOR, Draft.Change.URGENT}:
            return None
        others = [language for language in LANGUAGES if language != self.pair.original]
        return None if all(self._follows(each, offer) for each in others) else WaitsForOther

    def _translation_waits(self, offer: Offer) -> type[Held] | None:
        pair, original = self.pair, self.offers.get(self.pair.original)
        if self.live and not self._runs_ahead(offer, original):
            return None
        if pair.gate == Pair.Gate.ALONE and not self.live:
            return None
        is_together = pair.gate == Pair.Gate.TOGETHER
        if original and (self._fits(offer, original) or not (is_together or self.live)):
            return None
        return WaitsForOther if is_together else WaitsForOriginal

    def _runs_ahead(self, offer: Offer, original: Offer | None) -> bool:
        """Whether a translation tells a text that waits, or that only translators have."""
        if offer.is_adapted:
            return original is not None and self.pair.gate == Pair.Gate.TOGETHER
        waiting = {self.pair.sent_draft, original.text if original else ""} - {""}
        return offer.text in waiting and not self._is_said(offer.text)

    def _follows(self, language: str, original: Offer) -> bool:
        offer = self.offers.get(language)
        is_there = self._reflected.get(language) == original.text
        return is_there or (offer is not None and self._fits(offer, original))

    def _fits(self, translation: Offer, original: Offer) -> bool:
        return translation.is_adapted or translation.text == original.text

    def _is_said(self, text: str) -> bool:
        return bool(self.live) and text in {self.live, *self.pair.same_as}


@contextmanager
def releasing(pair: Pair) -> Iterator[None]:
    """Everything inside has been decided for this pair: its gate stands open."""
    token = _releasing.set(pair.translation_key)
    try:
        yield
    finally:
        _releasing.reset(token)


def is_releasing(pair: Pair) -> bool:
    return _releasing.get() == pair.translation_key


def check_gate(subject: Any, actor: Any, revision: Revision | None = None) -> None:
    """Raises a Held when this version must wait for its time or its other language."""
    pair = pair_of(subject)
    if is_releasing(pair):
        return
    _check_time(pair, subject, actor, revision)
    story = story_of(pair, subject)
    story.offer(subject, revision)
    language = subject.locale.language_code
    if kind := story.waits(language):
        raise kind(subject, waiting_sentence(kind, pair, language), revision)
    partners = [offer for offer in story.going() if offer.subject.pk != subject.pk]
    if partners and (pair.gate == Pair.Gate.TOGETHER or language != pair.original):
        raise GoesTogether(subject, _("Both versions go live together."), revision)


def story_of(pair: Pair, any_version: Any) -> Story:
    """The pair with all that is registered as ready."""
    story = Story(pair, any_version)
    for version in ready_versions(pair):
        revision = version.ready_revision
        story.offer(revision.content_object, revision)
    return story


def ready_versions(pair: Pair) -> list[Any]:
    ready = Version.objects.filter(translation_key=pair.translation_key)
    return list(ready.exclude(ready_revision=None).select_related("ready_revision", "ready_by"))


def waiting_sentence(kind: type[Held], pair: Pair, language: str) -> str:
    """Why this language's version waits, for whoever tried to publish it."""
    if issubclass(kind, WaitsForOriginal) or language != pair.original:
        other = pair.original
    else:
        other = next(each for each in LANGUAGES if each != pair.original)
    if other == "es":
        return _("It is ready and waits for the Spanish version.")
    return _("It is ready and waits for the English version.")


def time_sentence(moment: datetime) -> str:
    local = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return _("It is ready and waits for its time (%(moment)s).") % {"moment": local}


def _check_time(pair: Pair, subject: Any, actor: Any, revision: Revision | None) -> None:
    now = timezone.now()
    wished = _schedule_of(subject, revision) if pair.gate != Pair.Gate.ALONE else None
    if wished and wished > now:
        if isinstance(actor, AbstractBaseUser) and not may_publish_all(subject, actor):
            raise TimeOfBoth(
                subject, _("Only those who may publish in both languages may set the time.")
            )
        held = Embargoed(subject, time_sentence(wished), revision)
        held.until = wished
        raise held
    if pair.embargo_at and pair.embargo_at > now:
        raise Embargoed(subject, time_sentence(pair.embargo_at), revision)


def _schedule_of(subject: Any, revision: Revision | None) -> datetime | None:
    return getattr(revision.as_object() if revision else subject, "go_live_at", None)
