"""What a story says of itself where its link is shared: when it came out, by whom, on what."""

from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest

from cms.reading import Article, set_head
from cms.share_kit import Passable


class Presented(Passable):
    """A story whose card bears its first live topic."""

    def card_label(self) -> str:
        post: Any = self
        names = (row.topic.name for row in post.post_topics.all() if row.topic.live)
        return next(names, "")


def present(request: HttpRequest, post: Any, told: dict[str, Any]) -> None:
    """Add to the page's head what only stories say; `told` is the context of its template."""
    moments = [told["updated"], post.last_published_at, post.date]
    article = Article(
        published_at=post.date,
        modified_at=max(each for each in moments if each),
        section=told["topic"]["name"] if told["topic"] else "",
        authors=[
            {"name": each["name"], "url": urljoin(settings.BASE_URL, each["url"])}
            for each in told["authors"]
        ],
    )
    set_head(request, replace(request.head, article=article))  # type: ignore[attr-defined]
