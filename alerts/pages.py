"""Alerts as pages: translated like a post, public once live, mailed when somebody says so."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from alerts.blocks import LetterBlock
from alerts.measuring import MeasuredInput
from alerts.previewing import MODES, preview
from alerts.writing import preheader_of
from cms.corrections import corrections_of
from cms.models import BasePage
from cms.originating import origin_of
from cms.proofreading import is_unreviewed
from cms.reading import Head

LISTED = 50  # alerts of an index, newest first


class AlertIndexPage(BasePage):
    """All alerts of one language."""

    max_count_per_parent = 1
    subpage_types = ["alerts.AlertPage"]
    parent_page_types = ["home.HomePage"]
    template = "alerts/alert_index_page.html"

    class Meta:
        verbose_name = _("alert index")
        verbose_name_plural = _("alert indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        alerts = AlertPage.objects.child_of(self).live().order_by("-first_published_at", "-pk")
        context["alerts"] = [alert.as_teaser() for alert in alerts[:LISTED]]
        return context


class AlertPage(BasePage):
    """One alert in one language. Its live text is what is mailed, and its own web version."""

    subject = models.CharField(_("subject of the mail"), max_length=120)
    preheader = models.CharField(
        _("first line beside the subject"),
        max_length=150,
        blank=True,
        help_text=_("What mail programs show after the subject, before anybody opens it."),
    )
    body = StreamField(LetterBlock(), verbose_name=_("letter"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "subject",
            widget=MeasuredInput(best=60),
            help_text=_("A phone shows about 40 characters of it, a computer about 60."),
        ),
        FieldPanel("preheader", widget=MeasuredInput(best=100)),
        FieldPanel("body"),
    ]
    parent_page_types = ["alerts.AlertIndexPage"]
    subpage_types: list[str] = []
    template = "alerts/alert_page.html"
    takes_corrections = True
    preview_modes = MODES

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "corrections": corrections_of(self),
            "origin": origin_of(self, request.head.alternates),  # type: ignore[attr-defined]
            "is_machine_draft": is_unreviewed(self),
        }

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name:
            return preview(self, request, mode_name)
        return super().serve_preview(request, mode_name)

    def head(self) -> Head:
        return replace(super().head(), description=self.search_description or preheader_of(self))

    def as_teaser(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "url": self.url,
            "summary": self.preheader,
            "date": self.first_published_at,
        }
