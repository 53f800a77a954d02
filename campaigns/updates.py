"""Updates: what has happened in a campaign, one page per language, below the campaign's own."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from campaigns import structuring
from cms.appending import Storied
from cms.blocks import StoryBlock, text_of
from cms.corrections import corrections_of
from cms.indexing import Facts, SearchEntry
from cms.models import BasePage
from cms.originating import origin_of
from cms.proofreading import is_unreviewed
from cms.reading import Article, Head, set_head, tell_machines
from cms.share_kit import Passable

NEWEST = 3  # of them on the campaign's page


class MailingPanel(Panel):
    """Says at the update that it can be mailed to signers, with the way to where that is done."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/admin/news_panel.html"

        def is_shown(self) -> bool:
            may_mail: bool = self.request.user.has_perm("campaigns.change_petition")
            return bool(super().is_shown() and self.instance.pk and may_mail)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            update = self.instance
            return context | {
                "petition_pk": update.get_parent().specific.petition_id,
                "about": update.translation_key,
                "is_live": update.live,
            }


class CampaignUpdateQuerySet(PageQuerySet):
    def newest_first(self) -> "CampaignUpdateQuerySet":
        return self.live().order_by("-date", "-pk")


CampaignUpdateManager = PageManager.from_queryset(CampaignUpdateQuerySet)


class CampaignUpdatePage(Passable, Storied, BasePage):
    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        DELIVERED = "delivered", _("delivered")
        ANSWERED = "answered", _("answered")
        WON = "won", _("won")

    summary = models.CharField(_("summary"), max_length=300)
    date = models.DateTimeField(_("date"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    objects = CampaignUpdateManager()  # type: ignore[misc]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("body"),
        MailingPanel(heading=_("Signers")),
    ]
    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("date", overridable=False),
    ]
    parent_page_types = ["campaigns.CampaignPage"]
    subpage_types: list[str] = []
    template = "campaigns/campaign_update_page.html"
    takes_corrections = True
    search_kind = SearchEntry.Kind.UPDATE

    class Meta:
        verbose_name = _("campaign update")
        verbose_name_plural = _("campaign updates")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        campaign: Any = self.get_parent().specific
        context |= {
            "campaign": campaign.as_card() if campaign.live else None,
            "feed_url": campaign.feed_url() if campaign.live else "",
            "date": self.date,
            "date_iso": self.date.isoformat(timespec="seconds"),
            "corrections": corrections_of(self),
            "origin": origin_of(self, request.head.alternates),  # type: ignore[attr-defined]
            "is_machine_draft": is_unreviewed(self),
        }
        above = [(campaign.title, campaign.full_url)] if campaign.live else []
        set_head(request, replace(request.head, above=above))  # type: ignore[attr-defined]
        tell_machines(request, structuring.update(self, context, request.head.alternates))  # type: ignore[attr-defined]
        return context

    def head(self) -> Head:
        moments = [self.last_published_at, self.date]
        article = Article(self.date, max(each for each in moments if each))
        return replace(super().head(), article=article)

    def shown_at(self) -> list[str]:
        """Also where its campaign lists it."""
        campaign: Any = self.get_parent().specific
        return [*super().shown_at(), *campaign.shown_at()]

    def search_facts(self) -> Facts:
        return Facts(self.title, self.date, self.summary, text_of(self.body))

    def as_update(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "url": self.url,
            "summary": self.summary,
            "kind": self.kind,
            "date": self.date,
            "date_iso": self.date.isoformat(timespec="seconds"),
        }
