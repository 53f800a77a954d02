"""Filing: the topics and authors of a post, of its own language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from cms.models import Topic
from news.authors import Author


class PostTopic(TranslatableMixin, Orderable):
    """Files a post under a topic of its own language."""

    page = ParentalKey("news.PostPage", on_delete=models.CASCADE, related_name="post_topics")
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="post_topics"
    )
    panels = [FieldPanel("topic")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"post topic {self.pk}"


class PostAuthor(TranslatableMixin, Orderable):
    """Signs a post with an author, whose biography is in the post's language."""

    page = ParentalKey("news.PostPage", on_delete=models.CASCADE, related_name="post_authors")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.CASCADE, related_name="post_authors"
    )
    panels = [FieldPanel("author")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"post author {self.pk}"


def teaser_relations() -> tuple[models.Prefetch, models.Prefetch]:
    """What a teaser shows besides the post: one statement for topics, one for authors."""
    return (
        models.Prefetch("post_topics", PostTopic.objects.select_related("topic")),
        models.Prefetch("post_authors", PostAuthor.objects.select_related("author")),
    )
