"""Tags: words of one language under a post. Each row is a text of its own that is translated, so
an English tag never stands under a Spanish story.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from cms.addressing import address_of
from cms.languages import path_word


class PostTag(TranslatableMixin, Orderable):
    """One tag under one post; posts with the same tag stand on its page."""

    page = ParentalKey("news.PostPage", on_delete=models.CASCADE, related_name="post_tags")
    name = models.CharField(_("tag"), max_length=60)
    slug = models.SlugField(max_length=120, editable=False)

    panels = [FieldPanel("name")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.name

    def path_within(self, index_url: str, language: str) -> str:
        return f"{index_url}{path_word('tag', language)}/{self.slug}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = address_of(self.name)
        super().save(*args, **kwargs)


def tag_links(post: Any, index_url: str) -> list[dict[str, str]]:
    """The post's tags of its own language, with the address of each one's page."""
    language = post.locale.language_code
    return [
        {"name": tag.name, "url": tag.path_within(index_url, language)}
        for tag in post.post_tags.all()
        if tag.locale_id == post.locale_id and tag.slug
    ]
