"""Occasions: what signers who asked for news may be told, and its words in each language.

The words come from the petition's own pages and books at the moment they are asked for. A language
that does not say it yet has none; the reason is one of `Why`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from campaigns.dockets import Delivery
from campaigns.exposing import rules_of
from campaigns.goals import STEPS
from campaigns.mailings import Mailing
from campaigns.models import CampaignPage, CampaignUpdatePage, Petition, State, StateChange
from cms.blocks import text_of
from cms.languages import LANGUAGES
from cms.pairs import Version
from cms.proofreading import is_unreviewed

Event = Mailing.Event
ENDS = (State.ANSWERED, State.WON, State.LOST)
FEWEST = 10  # signatures that are worth a mail
OFFERED = 5  # of each kind, the newest


class Why(StrEnum):
    """Why a language is held."""

    MISSING = "missing"
    NOT_LIVE = "not live"
    STALE = "stale"
    UNREVIEWED = "unreviewed"
    UNTOLD = "untold"
    UNSIGNED = "unsigned"  # there is no postal address, and each mail that names us needs one


class NotReady(Exception):
    """A language does not say it yet; a Why is the argument."""

    def __init__(self, why: Why):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Said:
    """What one language is told: plain texts, and where to read on."""

    subject: str
    title: str
    paragraphs: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Occasion:
    """Something to tell; `about` is as in campaigns/mailings.py."""

    petition: Petition
    event: str
    about: str

    def said_in(self, language: str) -> Said:
        """Raises NotReady."""
        with override(language):
            return SAYERS[self.event](self, language)

    def mailed_in(self, language: str) -> Said:
        """What a mail may tell. Raises NotReady."""
        said = self.said_in(language)
        if not settings.POSTAL_ADDRESS and not rules_of(self.petition.exposure).is_neutral:
            raise NotReady(Why.UNSIGNED)
        return said

    def held(self) -> dict[str, Why]:
        """The languages that cannot be mailed yet, with the reason."""
        found = {}
        for language in LANGUAGES:
            try:
                self.mailed_in(language)
            except NotReady as refused:
                found[language] = refused.why
        return found


def occasion_of(mailing: Mailing) -> Occasion:
    return Occasion(mailing.petition, mailing.event, mailing.about)


def find_occasion(petition: Petition, event: str, about: str) -> Occasion | None:
    """The one of these words if the petition offers it, mailed or not."""
    known = Occasion(petition, event, about)
    return known if known in _all(petition) else None


def open_occasions(petition: Petition) -> list[Occasion]:
    """What nobody was told yet, newest first within each kind."""
    standing = Mailing.objects.filter(petition=petition, void_at=None)
    mailed = set(standing.values_list("event", "about"))
    return [each for each in _all(petition) if (each.event, each.about) not in mailed]


def milestones(goal: int) -> Iterable[int]:
    """The numbers that are told when they are reached: half of the goal, the goal, and steps."""
    found = {goal // 2, goal, *(step for step in STEPS if step > goal)}
    return sorted(number for number in found if number >= FEWEST)


def _all(petition: Petition) -> list[Occasion]:
    found: list[tuple[str, object]] = [(Event.UPDATE, key) for key in _updates(petition)]
    reached = [each for each in milestones(petition.goal) if each <= petition.count]
    found += [(Event.MILESTONE, each) for each in reached[-1:]]
    told = [each.pk for each in petition.deliveries.all() if each.is_told]
    found += [(Event.DELIVERY, each) for each in told[:OFFERED]]
    ends = petition.changes.filter(state__in=ENDS, withdrawn_at=None).exclude(texts={})
    found += [(Event.END, each) for each in ends.values_list("pk", flat=True)[:1]]
    return [Occasion(petition, event, str(about)) for event, about in found]


def _updates(petition: Petition) -> list[UUID]:
    """Those with a live page in a language at least, newest first."""
    live: dict[UUID, None] = {}
    for page in petition.pages.all():
        pages = CampaignUpdatePage.objects.child_of(page).newest_first()
        live |= dict.fromkeys(pages.values_list("translation_key", flat=True)[:OFFERED])
    return list(live)


def _say_update(occasion: Occasion, language: str) -> Said:
    pages = CampaignUpdatePage.objects.filter(translation_key=occasion.about)
    page = _checked(pages.filter(locale__language_code=language).first(), language)
    lines = text_of(page.body).split("\n")
    texts = (page.summary, *(line.strip() for line in lines))
    return Said(page.title, page.title, tuple(each for each in texts if each), page.full_url)


def _say_milestone(occasion: Occasion, language: str) -> Said:
    page, number = _campaign(occasion, language), int(occasion.about)
    goal = occasion.petition.goal
    counted = {"number": intcomma(number), "goal": intcomma(goal)}
    title = ngettext("%(number)s person has signed", "%(number)s people have signed", number) % (
        counted
    )
    told = ""
    if number == goal:
        told = _("That was our goal.")
    elif number == goal // 2:
        told = _("That is half of our goal of %(goal)s.") % counted
    texts = (told, page.summary, _("The more we are, the more it weighs: pass the petition on."))
    return _of_campaign(page, title, texts)


def _say_delivery(occasion: Occasion, language: str) -> Said:
    page = _campaign(occasion, language)
    delivery = Delivery.objects.filter(pk=occasion.about, petition=occasion.petition).first()
    if delivery is None or not delivery.is_told:
        raise NotReady(Why.UNTOLD)
    day = date_format(delivery.delivered_on, "DATE_FORMAT")
    title = _("Delivered on %(day)s") % {"day": day}
    names = ngettext(
        "%(number)s name was handed over.", "%(number)s names were handed over.", delivery.names
    ) % {"number": intcomma(delivery.names)}
    return _of_campaign(page, title, (delivery.texts[language], names))


def _say_end(occasion: Occasion, language: str) -> Said:
    page = _campaign(occasion, language)
    changes = StateChange.objects.filter(petition=occasion.petition, withdrawn_at=None)
    change = changes.filter(pk=occasion.about).first()
    if change is None or not change.text_in(language):
        raise NotReady(Why.UNTOLD)
    return _of_campaign(page, change.line, (change.text_in(language), page.outcome))


SAYERS: dict[str, Callable[[Occasion, str], Said]] = {
    Event.UPDATE: _say_update,
    Event.MILESTONE: _say_milestone,
    Event.DELIVERY: _say_delivery,
    Event.END: _say_end,
}


def _of_campaign(page: CampaignPage, title: str, texts: Iterable[str]) -> Said:
    told = tuple(text.strip() for text in texts if text.strip())
    return Said(f"{title}: {page.title}", title, told, page.full_url)


def _campaign(occasion: Occasion, language: str) -> CampaignPage:
    pages = CampaignPage.objects.filter(petition=occasion.petition)
    page: CampaignPage = _checked(pages.filter(locale__language_code=language).first(), language)
    return page


def _checked(page: Any, language: str) -> Any:
    """The page, if readers may take it for what is said now. Raises NotReady."""
    if page is None:
        raise NotReady(Why.MISSING)
    if not page.live or not page.title.strip():
        raise NotReady(Why.NOT_LIVE)
    versions = Version.objects.filter(translation_key=page.translation_key, language=language)
    if versions.exclude(stale_since=None).exists():
        raise NotReady(Why.STALE)
    if is_unreviewed(page):
        raise NotReady(Why.UNREVIEWED)
    return page
