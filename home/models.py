"""The front page and the standard pages, one per language."""

from dataclasses import replace
from textwrap import shorten
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from campaigns.pages import COUNT_CACHE
from cms.appending import Storied
from cms.blocks import StoryBlock, text_of
from cms.courtesy import Courteous
from cms.indexing import Facts, SearchEntry
from cms.languages import held_path
from cms.models import BasePage
from cms.pairs import Pair
from cms.proofreading import is_unreviewed
from cms.reading import Head
from cms.share_kit import Passable
from home.arranging import FrontBlock
from home.below import offer_front, with_links
from home.identity import Identity
from home.laying_out import automatic, lay_out
from home.moving.wordpress.arrivals import Arrival
from home.placing import Block, blocks_of
from news.models import PostPage

__all__ = ["Arrival", "FollowLink", "HomePage", "Identity", "StandardPage"]

MOST_DESCRIBED = 200  # characters of a page that speak for it in a shared link
NEWEST = 3  # stories offered in place of a page that is missing


class HomePage(Courteous, BasePage):
    """The front page of one language; it also carries the words of the frame around every page."""

    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    featured_campaign = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("featured campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    front = StreamField(
        FrontBlock(),
        verbose_name=_("arrangement"),
        blank=True,
        help_text=_(
            "What stands on the front page, in both languages, from top to bottom. Leave empty "
            "for the newest story, the featured campaign, the topics and the latest stories."
        ),
    )
    tip_title = models.CharField(_("tip line: title"), max_length=80, blank=True)
    tip_text = models.CharField(_("tip line: text"), max_length=300, blank=True)
    tip_address = models.EmailField(_("tip line: address"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("front"),
        PageChooserPanel("featured_campaign", "campaigns.CampaignPage"),
        MultiFieldPanel(
            [FieldPanel("tip_title"), FieldPanel("tip_text"), FieldPanel("tip_address")],
            heading=_("Tip line"),
        ),
        InlinePanel("follow_links", label=_("Link"), heading=_("Where to follow us")),
    ]
    override_translatable_fields = [
        SynchronizedField("front", overridable=False),
        SynchronizedField("featured_campaign", overridable=False),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "news.NewsIndexPage",
        "campaigns.CampaignIndexPage",
        "alerts.AlertIndexPage",
        "home.StandardPage",
    ]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A page with a count on it is kept as briefly as the campaign's own."""
        response = super().serve(request, *args, **kwargs)
        if (getattr(response, "context_data", None) or {}).get("has_count"):
            response.headers["Cache-Control"] = COUNT_CACHE
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        offer_front(request, self.versions)
        rows = lay_out(self, self.arrangement())
        shown = {each["kind"] for row in rows for each in [row["first"], *row["beside"]]}
        return context | {"rows": rows, "has_count": "campaign" in shown}

    def card_title(self) -> str:
        """What the newsroom is for; its name stands below."""
        return self.tagline

    def newest(self) -> dict[str, Any]:
        posts = PostPage.objects.descendant_of(self).live().newest_first().as_teasers()
        return {"teasers": [post.as_teaser() for post in posts[:NEWEST]]}

    def arrangement(self) -> list[Block]:
        """The blocks of the pair's original: editors arrange once, and both languages follow at
        once.
        """
        original = next((page for page in self.versions if page.is_original), self)
        source = self if original.pk == self.pk else original
        return blocks_of(source.front) or automatic(source.featured_campaign_id)

    @cached_property
    def versions(self) -> list["HomePage"]:
        """The live front pages, one a language; each knows whether it is the original."""
        pair = Pair.objects.filter(translation_key=models.OuterRef("translation_key"))
        is_original = models.Q(locale__language_code=models.Subquery(pair.values("original")[:1]))
        siblings = self.get_translations(inclusive=True).live().select_related("locale")
        found = list(with_links(siblings.annotate(is_original=is_original)))
        for page in found:
            if page.pk == self.pk:
                self.locale = page.locale
        return found

    def around(self) -> list["HomePage"]:
        return self.versions

    def get_view_restrictions(self) -> Any:
        """Only the root stands above it: one statement in place of Wagtail's two."""
        if self.alias_of_id or not getattr(self, "_has_restrictions", True):
            return super().get_view_restrictions()
        above = models.Q(page__depth__lt=self.depth) | models.Q(page=self.pk)
        return PageViewRestriction.objects.filter(above)


class FollowLink(Orderable):
    """Where else the newsroom can be followed; the same in every language."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="follow_links")

    class Kind(models.TextChoices):
        OTHER = "other", _("another place")
        WHATSAPP = "whatsapp", _("WhatsApp channel")

    label = models.CharField(_("name"), max_length=40)
    url = models.URLField(_("address"))
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Kind,
        default=Kind.OTHER,
        help_text=_("Readers are invited to a WhatsApp channel first, also below each story."),
    )

    panels = [FieldPanel("label"), FieldPanel("url"), FieldPanel("kind")]

    def __str__(self) -> str:
        return self.label


class StandardPage(Passable, Storied, BasePage):
    """About, privacy and the like."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "home/standard_page.html"
    search_kind = SearchEntry.Kind.PAGE

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "is_machine_draft": is_unreviewed(self),
            "held_url": held_path(self.locale.language_code),
        }

    def head(self) -> Head:
        """Where nobody has described it, it begins to speak for itself."""
        head = super().head()
        begin = shorten(text_of(self.body), MOST_DESCRIBED, placeholder="…")
        return replace(head, description=head.description or begin)

    def search_facts(self) -> Facts:
        date = self.last_published_at or timezone.now()
        return Facts(self.title, date, self.search_description, text_of(self.body))
