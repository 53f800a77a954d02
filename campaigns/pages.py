"""The public face of petitions: one campaign page per language, one index per language."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.rich_text import get_text_for_indexing
from wagtail_localize.fields import SynchronizedField

from campaigns.addresses import count_url, integrity_url, names_url, sign_url
from campaigns.cards import with_card
from campaigns.choosing import Offers, offers_of, preview, public_record
from campaigns.explaining_exposure import kept, possible_mails, safety
from campaigns.field_lint import check_texts
from campaigns.forms import SignForm
from campaigns.naming import newsroom_of
from campaigns.partners import partner_links
from campaigns.reasons import shown_reasons
from cms.corrections import corrections_of
from cms.courtesy import Courteous, Foretold
from cms.indexing import Facts, SearchEntry
from cms.languages import READ_IN
from cms.models import BasePage, Illustrated
from cms.originating import origin_of
from cms.picturing import CARD, picture_markup
from cms.proofreading import is_unreviewed
from cms.reading import Head, set_head
from vault.addresses import LIKELY_DOMAINS, RARE_DOMAINS

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
        set_head(request, with_card(request.head, self, newsroom_of(request)))  # type: ignore[attr-defined]
        return context | {
            "hero": self.hero(),
            "corrections": corrections_of(self),
            "petition": self.petition_facts(),
            "letter": self.letter,
            "is_open": self.petition.is_open,
            "form": form or self.sign_form(),
            "action": self.sign_url(),
            "asks_reason": self.petition.takes_reasons,
            "reasons": self.reasons(),
            "domains": {"likely": " ".join(LIKELY_DOMAINS), "rare": " ".join(sorted(RARE_DOMAINS))},
            "elsewhere": self.elsewhere(request) | {"is_offered": form is not None},
            "safety": self.safety(),
            "integrity_url": self.integrity_url(),
            "exposure": self.exposure_facts(),
            "origin": origin_of(self, request.head.alternates),  # type: ignore[attr-defined]
            "is_machine_draft": is_unreviewed(self),
            "partners": partner_links(self.petition),
            "count_url": count_url(self.petition.public_id, self.locale.language_code),
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

    def reasons(self) -> list[dict[str, str]]:
        if not self.petition.takes_reasons:
            return []
        return shown_reasons(self.petition, self.locale.language_code)

    def elsewhere(self, request: HttpRequest) -> dict[str, Any]:
        """Where the form is read in the other language with what was typed; empty without one."""
        for each in request.head.alternates:  # type: ignore[attr-defined]
            language = each["language"]
            if language != self.locale.language_code:
                action = sign_url(self.petition.public_id, language)
                return {"action": action, "language": language, "label": READ_IN[language]}
        return {}

    def integrity_url(self) -> str:
        return integrity_url(self.petition.public_id, self.locale.language_code)

    def sign_form(self, data: Any = None, **facts: Any) -> SignForm:
        """The form with what this petition offers to choose."""
        return SignForm(data, auto_id="sign_%s", offers=self.offers, **facts)

    @cached_property
    def offers(self) -> Offers:
        return offers_of(self.petition)

    def safety(self) -> list[str]:
        """What happens to a signer's data here, in plain words beside the button."""
        return safety(self.petition.exposure)

    def exposure_facts(self) -> dict[str, Any]:
        """What the petition's exposure means for a signer, for the form to tell."""
        target = self.target_name or self.petition.target_name
        exposure = self.petition.exposure
        return {
            "preview": preview(self.offers, target),
            "public_record": public_record() if self.offers.hands_over else "",
            "kept": kept(exposure),
            "mails": possible_mails(exposure),
            "names_url": self.names_url() if self.offers.shows_names else "",
        }

    def names_url(self) -> str:
        return names_url(self.petition.public_id, self.locale.language_code)

    def clean(self) -> None:
        super().clean()
        check_texts({"summary": self.summary, "letter": self.letter, "outcome": self.outcome})
