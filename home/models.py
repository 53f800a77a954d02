"""The front page and the standard pages, one per language."""

from dataclasses import replace
from textwrap import shorten
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from campaigns.models import CampaignPage, Petition
from cms.appending import Storied
from cms.blocks import StoryBlock, text_of
from cms.courtesy import Courteous
from cms.indexing import Facts, SearchEntry
from cms.models import BasePage, Topic
from cms.proofreading import is_unreviewed
from cms.reading import Head
from news.models import NewsIndexPage, PostPage

POSTS_ON_FRONT = 9
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
    tip_title = models.CharField(_("tip line: title"), max_length=80, blank=True)
    tip_text = models.CharField(_("tip line: text"), max_length=300, blank=True)
    tip_address = models.EmailField(_("tip line: address"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        PageChooserPanel("featured_campaign", "campaigns.CampaignPage"),
        MultiFieldPanel(
            [FieldPanel("tip_title"), FieldPanel("tip_text"), FieldPanel("tip_address")],
            heading=_("Tip line"),
        ),
        InlinePanel("follow_links", label=_("Link"), heading=_("Where to follow us")),
    ]
    override_translatable_fields = [SynchronizedField("featured_campaign", overridable=False)]
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = PostPage.objects.descendant_of(self).live().newest_first().as_teasers()
        found = enumerate(posts[: POSTS_ON_FRONT + 1])
        teasers = [post.as_teaser(is_first=index == 0) for index, post in found]
        return context | {
            "lead": teasers[0] if teasers else None,
            "posts": teasers[1:],
            "campaign": self.campaign_card(),
            "topics": self.topic_links(),
        }

    def card_title(self) -> str:
        """What the newsroom is for; its name stands below."""
        return self.tagline

    def newest(self) -> dict[str, Any]:
        posts = PostPage.objects.descendant_of(self).live().newest_first().as_teasers()
        return {"teasers": [post.as_teaser() for post in posts[:NEWEST]]}

    def campaign_card(self) -> dict[str, Any] | None:
        """The featured campaign in this language, or the newest open one."""
        pages = CampaignPage.objects.descendant_of(self).live().as_cards()
        if self.featured_campaign:
            pages = pages.filter(translation_key=self.featured_campaign.translation_key)
        else:
            pages = pages.filter(petition__in=Petition.objects.open())
        page = pages.first()
        return page.as_card() if page else None

    def topic_links(self) -> list[dict[str, str]]:
        index = NewsIndexPage.objects.child_of(self).live().first()
        if index is None:
            return []
        language = self.locale.language_code
        topics = Topic.objects.filter(locale=self.locale, live=True).order_by("name")
        return [
            {"name": each.name, "url": each.path_within(index.url, language)} for each in topics
        ]


class FollowLink(Orderable):
    """Where else the newsroom can be followed; the same in every language."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="follow_links")
    label = models.CharField(_("name"), max_length=40)
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]

    def __str__(self) -> str:
        return self.label


class StandardPage(Storied, BasePage):
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
        return context | {"is_machine_draft": is_unreviewed(self)}

    def head(self) -> Head:
        """Where nobody has described it, it begins to speak for itself."""
        head = super().head()
        begin = shorten(text_of(self.body), MOST_DESCRIBED, placeholder="…")
        return replace(head, description=head.description or begin)

    def search_facts(self) -> Facts:
        date = self.last_published_at or timezone.now()
        return Facts(self.title, date, self.search_description, text_of(self.body))
