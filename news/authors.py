"""Authors: who writes, with a page and a biography in each language."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.rich_text import get_text_for_indexing
from wagtail_localize.fields import SynchronizedField

from cms.guarding import Guarded
from cms.indexing import Facts, SearchEntry
from cms.models import Image, Routed


class Author(Guarded, Routed, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """Who writes; has a page with a biography in each language."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    biography = RichTextField(_("biography"), features=["bold", "italic", "link"], blank=True)
    picture = models.ForeignKey(
        Image,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    path_word = "author"
    has_feed = True
    search_kind = SearchEntry.Kind.AUTHOR
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("biography"),
        FieldPanel("picture"),
    ]
    override_translatable_fields = [SynchronizedField("name"), SynchronizedField("slug")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="unique_author_slug",
                violation_error_message=_("Another author has this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def search_facts(self) -> Facts:
        date = self.last_published_at or timezone.now()
        text = get_text_for_indexing(self.biography)
        return Facts(self.name, date, self.role, text, slug=self.slug)
