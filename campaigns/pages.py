"""The public face of petitions: one campaign page per language."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing
from wagtail_localize.fields import SynchronizedField

from campaigns import structuring
from campaigns.addresses import count_url
from campaigns.cards import crowd_of
from campaigns.dockets import docket_of
from campaigns.field_lint import check_texts
from campaigns.keeping_letters import LetterKeeping
from campaigns.partners import PARTNERS, partner_links
from campaigns.questions import QuestionsBlock
from campaigns.short_links import short_links
from campaigns.signable import Signable
from campaigns.states import history_of
from campaigns.tallies import know_totals
from campaigns.targets import names_of
from campaigns.updates import NEWEST as NEWEST_UPDATES
from campaigns.updates import CampaignUpdatePage
from cms.blocks import text_of
from cms.corrections import corrections_of
from cms.courtesy import Foretold
from cms.indexing import Facts, SearchEntry
from cms.models import BasePage, Illustrated
from cms.originating import origin_of
from cms.picturing import picture_markup
from cms.proofreading import is_unreviewed
from cms.reading import Head, tell_machines
from cms.shaping import CARD
from cms.share_kit import Passable

NEWEST = 2  # campaigns offered in place of one that is missing
BEFORE_THE_END = ("draft", "open", "paused")
IN_PERSON = "petition__tallies__is_in_person"
COUNT_CACHE = "max-age=0, s-maxage=1, stale-while-revalidate=1"


class CampaignPageQuerySet(PageQuerySet):
    def as_cards(self) -> "CampaignPageQuerySet":
        """With all that a card shows, in a constant number of queries."""
        counted = models.Sum(
            "petition__tallies__count", default=0, filter=models.Q(**{IN_PERSON: False})
        )
        return (
            self.select_related("petition", "hero_image", "locale")
            .prefetch_related("petition__targets")
            .annotate(tallied=counted)
            .order_by("-first_published_at")
        )


CampaignPageManager = PageManager.from_queryset(CampaignPageQuerySet)


class CampaignPage(Passable, Signable, LetterKeeping, Foretold, Illustrated, BasePage):
    """A petition told in one language. The petition is synchronised and cannot be overridden."""

    petition = models.ForeignKey(
        "campaigns.Petition",
        verbose_name=_("petition"),
        on_delete=models.PROTECT,
        related_name="pages",
    )
    summary = models.CharField(_("summary"), max_length=300)
    outcome = models.CharField(
        _("outcome"), max_length=500, blank=True, help_text=_("How it ended, once it has.")
    )
    letter = RichTextField(_("letter"), features=["bold", "italic", "ol", "ul"])

    questions = StreamField(
        QuestionsBlock(),
        verbose_name=_("questions"),
        blank=True,
        help_text=_("What readers ask before they sign. Whether it is safe is told by itself."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        *Illustrated.hero_panels,
        FieldPanel("petition"),
        FieldPanel("letter"),
        FieldPanel("questions"),
        FieldPanel("outcome"),
        *Foretold.courtesy_panels,
    ]
    override_translatable_fields = [
        SynchronizedField("petition", overridable=False),
        SynchronizedField("hero_image", overridable=False),
        *Foretold.synchronized,
    ]
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = ["campaigns.CampaignUpdatePage"]
    template = "campaigns/campaign_page.html"
    takes_corrections = True
    search_kind = SearchEntry.Kind.CAMPAIGN

    objects = CampaignPageManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @classmethod
    def being_read(cls) -> Any:
        """With its petition, and the counts as they are at this moment."""
        online, in_person = (
            models.Sum("petition__tallies__count", default=0, filter=models.Q(**{IN_PERSON: each}))
            for each in (False, True)
        )
        rows = cls.objects.select_related("hero_image", "petition")
        return rows.annotate(counted_online=online, counted_in_person=in_person)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        response.headers["Cache-Control"] = COUNT_CACHE
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        if hasattr(self, "counted_online"):
            know_totals(self.petition, self.counted_online, self.counted_in_person)
        context = super().get_context(request, *args, **kwargs)
        models.prefetch_related_objects([self.petition], PARTNERS)
        context |= {
            "hero": self.hero(),
            "corrections": corrections_of(self),
            "petition": self.petition_facts(),
            **self.life(),
            "letter": self.letter,
            **self.signing(request, form),
            "origin": origin_of(self, request.head.alternates),  # type: ignore[attr-defined]
            "is_machine_draft": is_unreviewed(self),
        }
        tell_machines(request, structuring.campaign(self, context, request.head.alternates))  # type: ignore[attr-defined]
        return context

    def head(self) -> Head:
        head = super().head()
        return replace(head, title=self.title, description=self.summary)

    def short_link(self) -> str:
        return short_links(self.petition, self.locale.language_code, ["copy"])["copy"]

    def card_label(self) -> str:
        return gettext("Petition")

    def card_note(self) -> str:
        return crowd_of(self.petition.count)

    def search_facts(self) -> Facts:
        letter, language = get_text_for_indexing(self.letter), self.locale.language_code
        return Facts(
            title=self.title,
            date=self.first_published_at or timezone.now(),
            summary=self.summary,
            text="\n".join(filter(None, (letter, text_of(self.questions), self.outcome))),
            names=tuple(text for target in self._targets() for text in target.said_in(language)),
        )

    def petition_facts(self) -> dict[str, Any]:
        petition = self.petition
        return {
            "state": petition.state_shown,
            "targets": [target.shown(self.locale.language_code) for target in self.targets],
            "addressed_to": names_of(self.targets, self.locale.language_code),
            "goal": petition.goal_at(petition.count),
            "count_in_person": petition.count_in_person,
            "count": petition.count,
            "outcome": self.outcome,
            "closes_on": petition.closes_at,
            "public_id": petition.public_id,
        }

    def life(self) -> dict[str, Any]:
        """What has become of it, in this page's language: a query for each list."""
        petition, language = self.petition, self.locale.language_code
        updates = CampaignUpdatePage.objects.child_of(self).newest_first()
        found = [update.as_update() for update in updates[: NEWEST_UPDATES + 1]]
        return {
            "updates": found[:NEWEST_UPDATES],
            "updates_url": self.updates_url() if len(found) > NEWEST_UPDATES else "",
            "feed_url": self.feed_url(),
            "partners": partner_links(petition),
            "docket": docket_of(petition, language),
            "history": history_of(petition, language),
            "letter_changes": self.letter_changes(),
        }

    def _targets(self) -> list[Any]:
        return list(self.petition.targets.all())

    def as_card(self) -> dict[str, Any]:
        tallied = getattr(self, "tallied", None)
        count = self.petition.count if tallied is None else tallied
        return {
            "title": self.title,
            "url": self.url,
            "summary": self.summary,
            "count": count,
            "goal": self.petition.goal_at(count),
            "state": self.petition.state_shown,
            "target": names_of(self._targets(), self.locale.language_code),
            "picture": picture_markup(self.hero_image, self.hero_alternative, place=CARD),
        }

    def as_counted(self) -> dict[str, str]:
        """Where a page that stays open asks for the count of this card; empty once it is final."""
        petition, language = self.petition, self.locale.language_code
        return {"count_url": count_url(petition.public_id, language) if petition.is_open else ""}

    def clean(self) -> None:
        super().clean()
        texts = {"summary": self.summary, "letter": self.letter, "outcome": self.outcome}
        check_texts(texts | {"questions": text_of(self.questions)})
