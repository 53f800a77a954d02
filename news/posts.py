"""Posts: the stories, tied to authors and topics of their own language."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from cms.appending import Storied
from cms.attributing import translator_of
from cms.blocks import StoryBlock, text_of
from cms.corrections import corrections_of
from cms.courtesy import Foretold
from cms.entries import entries_of
from cms.indexing import Facts, SearchEntry
from cms.models import BasePage, Illustrated, card_of
from cms.noting import NOTE_PANELS, Notes, has_notes
from cms.originating import origin_of
from cms.passing import passing_on
from cms.picturing import picture_markup
from cms.proofreading import is_unreviewed
from cms.reading import tell_machines
from cms.shaping import LEAD, TEASER, Place
from cms.timing import reading_minutes
from news.filing import teaser_relations
from news.placing import listings_of, neighbours_of, newest_on_topics_of
from news.presenting import Presented, present
from news.series import Series, place_in_series
from news.structuring import article, last_change
from news.tags import tag_links


class PostQuerySet(PageQuerySet):
    def newest_first(self) -> "PostQuerySet":
        return self.order_by("-date", "-pk")

    def as_teasers(self) -> "PostQuerySet":
        """With all that a teaser shows, in a constant number of queries."""
        return self.select_related("hero_image", "locale").prefetch_related(*teaser_relations())


PostManager = PageManager.from_queryset(PostQuerySet)


class PostPage(Presented, Foretold, Illustrated, Storied, BasePage):
    """A news story, one page per language."""

    summary = models.CharField(_("summary"), max_length=300)
    date = models.DateTimeField(_("date"), default=timezone.now)
    body = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
    )
    series_part = models.PositiveSmallIntegerField(
        _("part"), null=True, blank=True, help_text=_("Its place in the series: 1, 2, 3.")
    )
    related_campaign = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("related campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    has_tip_line = models.BooleanField(_("show the tip line"), default=True)

    objects = PostManager()  # type: ignore[misc]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        *Illustrated.hero_panels,
        FieldPanel("body"),
        InlinePanel("post_authors", label=_("Author"), heading=_("Authors")),
        InlinePanel("post_topics", label=_("Topic"), heading=_("Topics")),
        InlinePanel("post_tags", label=_("Tag"), heading=_("Tags")),
        MultiFieldPanel(
            [FieldPanel("series"), FieldPanel("series_part")],
            heading=_("Series"),
        ),
        InlinePanel("footnotes", panels=NOTE_PANELS, label=_("Note"), heading=_("Notes")),
        PageChooserPanel("related_campaign", "campaigns.CampaignPage"),
        FieldPanel("has_tip_line"),
        FieldPanel("date"),
        *Foretold.courtesy_panels,
    ]
    override_translatable_fields = [
        SynchronizedField("hero_image", overridable=False),
        SynchronizedField("related_campaign", overridable=False),
        SynchronizedField("has_tip_line", overridable=False),
        SynchronizedField("series_part", overridable=False),
        SynchronizedField("date", overridable=False),
        *Foretold.synchronized,
    ]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/post_page.html"
    takes_corrections = takes_entries = True
    search_kind = SearchEntry.Kind.POST
    neighbours = neighbours_of

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [models.Index(fields=["-date", "-page_ptr"], name="post_newest_first")]

    @classmethod
    def being_read(cls) -> Any:
        return cls.objects.select_related("hero_image", "series")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        newer = newest_on_topics_of(self)
        models.prefetch_related_objects([self, *newer], *teaser_relations())
        context = super().get_context(request, *args, **kwargs)
        told = self._around_the_story() | {
            "hero": self.hero(),
            "date": self.date,
            "date_iso": self.date.isoformat(timespec="seconds"),
            "corrections": corrections_of(self),
            "entries": entries_of(self),
            "notes": Notes(self.footnotes.all() if has_notes(self.body) else []),
            "origin": origin_of(self, request.head.alternates),
            "is_machine_draft": is_unreviewed(self),
            "related": [post.as_teaser() for post in newer],
        }
        told["updated"] = last_change(told)
        present(request, self, told)
        tell_machines(request, article(self, told, request.head.alternates))
        return context | told

    def _around_the_story(self) -> dict[str, Any]:
        """Who made it, where it belongs, and what to read or do next."""
        index_url = self.index_url()
        return {
            "authors": self.author_links(index_url),
            "translator": translator_of(self),
            "topic": self.topic_link(index_url),
            "tags": tag_links(self, index_url),
            "series": place_in_series(self, index_url),
            "campaign": None if self.calls_in_its_text() else self.campaign_card(),
            "comments_closed": True,
            "passing": passing_on(self.title, self.full_url),
            "has_tip_line": self.has_tip_line,
        }

    def as_teaser(self, *, place: Place = TEASER) -> dict[str, Any]:
        index_url = self.index_url()
        topic = self.topic_link(index_url) or {"name": "", "url": ""}
        return {
            "title": self.title,
            "url": self.url,
            "summary": self.summary,
            "date": self.date,
            "date_iso": self.date.isoformat(timespec="seconds"),
            "topic": topic["name"],
            "topic_url": topic["url"],
            "authors": self.author_links(index_url),
            "picture": picture_markup(
                self.hero_image,
                self.hero_alternative,
                place=place,
                is_lazy=place is not LEAD,
            ),
            "reading_minutes": self.reading_minutes(),
        }

    def shown_at(self) -> list[str]:
        return [*super().shown_at(), *listings_of(self)]

    def search_facts(self) -> Facts:
        topics = [row.topic for row in self.post_topics.select_related("topic") if row.topic.live]
        rows = self.post_authors.select_related("author")
        authors = [row.author for row in rows if row.author.live]
        return Facts(
            title=self.title,
            date=self.date,
            summary=self.summary,
            text=text_of(self.body),
            names=tuple(each.name for each in [*authors, *topics]),
            topics=tuple(topic.pk for topic in topics),
            authors=tuple(author.pk for author in authors),
        )

    def campaign_card(self) -> dict[str, Any] | None:
        return card_of(self.related_campaign, self.locale.language_code, citing=self)

    def index_url(self) -> str:
        """The address of the index it lives under: its own without the last part."""
        return self.url.rstrip("/").rpartition("/")[0] + "/"

    def author_links(self, index_url: str) -> list[dict[str, str]]:
        language = self.locale.language_code
        return [
            {"name": row.author.name, "url": row.author.path_within(index_url, language)}
            for row in self.post_authors.all()
            if row.author.live
        ]

    def topic_link(self, index_url: str) -> dict[str, str] | None:
        language = self.locale.language_code
        topics = [row.topic for row in self.post_topics.all() if row.topic.live]
        if not topics:
            return None
        return {"name": topics[0].name, "url": topics[0].path_within(index_url, language)}

    def reading_minutes(self) -> int:
        return reading_minutes(self.body)
