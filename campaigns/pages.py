"""The public face of petitions: one campaign page per language, one index per language."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing
from wagtail_localize.fields import SynchronizedField

from campaigns.addresses import ask_link_url, rights_url, sign_url
from campaigns.clocks import erasure_sentence
from campaigns.forms import SignForm
from cms.corrections import corrections_of
from cms.courtesy import Courteous, Foretold
from cms.indexing import Facts, SearchEntry
from cms.models import BasePage, Illustrated
from cms.originating import origin_of
from cms.picturing import CARD, picture_markup
from cms.proofreading import is_unreviewed
from cms.reading import Head

NEWEST = 2  # campaigns offered in place of one that is missing
COUNT_CACHE = "max-age=0, s-maxage=1, stale-while-revalidate=1"


class CampaignIndexPage(Courteous, BasePage):
    """All campaigns of one language, open ones first."""

    max_count_per_parent = 1
    subpage_types = ["campaigns.CampaignPage"]
    parent_page_types = ["home.HomePage"]
    template = "campaigns/campaign_index_page.html"

    class Meta:
        verbose_name = _("campaign index")
        verbose_name_plural = _("campaign indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cards = [page.as_card() for page in CampaignPage.objects.child_of(self).live().as_cards()]
        context["open_campaigns"] = [card for card in cards if card["state"] == "open"]
        context["past_campaigns"] = [card for card in cards if card["state"] != "open"]
        return context

    def courtesy_title(self) -> str:
        return gettext("This petition is not in %(language)s yet") % {"language": self.language()}

    def newest(self) -> dict[str, Any]:
        pages = CampaignPage.objects.child_of(self).live().as_cards()
        return {"cards": [page.as_card() for page in pages[:NEWEST]]}


class CampaignPageQuerySet(PageQuerySet):
    def as_cards(self) -> "CampaignPageQuerySet":
        """With all that a card shows, in a constant number of queries."""
        counted = models.Sum(
            "petition__tallies__count", filter=models.Q(petition__tallies__is_in_person=False)
        )
        return (
            self.select_related("petition", "hero_image", "locale")
            .annotate(tallied=counted)
            .order_by("-first_published_at")
        )


CampaignPageManager = PageManager.from_queryset(CampaignPageQuerySet)


class CampaignPage(Foretold, Illustrated, BasePage):
    """A petition told in one language. The petition is synchronised and cannot be overridden."""

    petition = models.ForeignKey(
        "campaigns.Petition",
        verbose_name=_("petition"),
        on_delete=models.PROTECT,
        related_name="pages",
    )
    summary = models.CharField(_("summary"), max_length=300)
    target_name = models.CharField(
        _("addressed to"),
        max_length=120,
        blank=True,
        help_text=_("Only where the name of the petition's target is another in this language."),
    )
    target_office = models.CharField(
        _("office"), max_length=120, blank=True, help_text=_("The office its addressee holds.")
    )
    outcome = models.CharField(
        _("outcome"), max_length=500, blank=True, help_text=_("How it ended, once it has.")
    )
    letter = RichTextField(_("letter"), features=["bold", "italic", "ol", "ul"])

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        *Illustrated.hero_panels,
        FieldPanel("petition"),
        FieldPanel("target_name"),
        FieldPanel("target_office"),
        FieldPanel("letter"),
        FieldPanel("outcome"),
        *Foretold.courtesy_panels,
    ]
    override_translatable_fields = [
        SynchronizedField("petition", overridable=False),
        SynchronizedField("hero_image", overridable=False),
        *Foretold.synchronized,
    ]
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    template = "campaigns/campaign_page.html"
    takes_corrections = True
    search_kind = SearchEntry.Kind.CAMPAIGN

    objects = CampaignPageManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        response.headers["Cache-Control"] = COUNT_CACHE
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "hero": self.hero(),
            "corrections": corrections_of(self),
            "petition": self.petition_facts(),
            "letter": self.letter,
            "is_open": self.petition.is_open,
            "form": form or SignForm(auto_id="sign_%s"),
            "action": self.sign_url(),
            "safety": self.safety(),
            "rights": self.rights(),
            "origin": origin_of(self, request.head.alternates),  # type: ignore[attr-defined]
            "is_machine_draft": is_unreviewed(self),
        }

    def head(self) -> Head:
        head = super().head()
        return replace(head, title=self.title, description=self.summary)

    def search_facts(self) -> Facts:
        letter = get_text_for_indexing(self.letter)
        return Facts(
            title=self.title,
            date=self.first_published_at or timezone.now(),
            summary=self.summary,
            text="\n".join(each for each in (letter, self.outcome) if each),
            names=(self.target_name or self.petition.target_name, self.target_office),
        )

    def petition_facts(self) -> dict[str, Any]:
        petition = self.petition
        return {
            "state": petition.state_shown,
            "target_name": self.target_name or petition.target_name,
            "target_office": self.target_office,
            "goal": petition.goal_at(petition.count),
            "count_in_person": petition.count_in_person,
            "count": petition.count,
            "outcome": self.outcome,
            "closes_on": petition.closes_at,
            "public_id": petition.public_id,
        }

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
            "target": self.target_name or self.petition.target_name,
            "picture": picture_markup(self.hero_image, self.hero_alternative, sizes=CARD),
        }

    def sign_url(self) -> str:
        return sign_url(self.petition.public_id, self.locale.language_code)

    def rights(self) -> dict[str, str]:
        """How long identities are kept, and where a signer's rights are told and used."""
        language = self.locale.language_code
        return {
            "until": erasure_sentence(self.petition),
            "url": rights_url(language),
            "ask_url": ask_link_url(self.petition.public_id, language),
        }

    def safety(self) -> list[str]:
        """What happens to a signer's data here, in plain words beside the button."""
        return [
            gettext("Nobody sees your name unless you tick so."),
            gettext("Your name and address are stored sealed; we keep no IP address."),
            gettext("Nothing counts until you confirm from your own mailbox."),
        ]
