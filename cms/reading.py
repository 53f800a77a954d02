"""What a page says about itself to its frame: title, description, picture, and its
other languages.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site


@dataclass(frozen=True)
class Article:
    """What a story says beside its title; `authors` have a name and an absolute URL."""

    published_at: datetime
    modified_at: datetime
    section: str = ""
    authors: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Head:
    """Facts for `<head>` and the language switcher; URLs are absolute.

    `alternates` are live versions of the page. `offered` is what the switcher leads to beside them
    and search engines are not told: a courtesy page, or the original that one stands in for.
    `stands_in` says that this is such a courtesy page.
    `feed` is the page's own, beside the newsroom's: its title, and the address of its RSS.
    `facts` are nodes of structured data; `above` pages between its section and it, title and
    address. `is_listed`: a page for all that search engines should follow and not list.
    `has_subscribe_form`: not where a form for confidences stands; its foot leads to one.
    """

    title: str
    description: str = ""
    image_url: str = ""
    image_alternative: str = ""
    image_size: tuple[int, int] = (0, 0)
    article: Article | None = None
    alternates: list[dict[str, Any]] = field(default_factory=list)
    is_indexable: bool = True
    offered: list[dict[str, Any]] = field(default_factory=list)
    stands_in: bool = False
    feed: tuple[str, str] | None = None
    facts: list[dict[str, Any]] = field(default_factory=list)
    above: list[tuple[str, str]] = field(default_factory=list)
    is_listed: bool = True
    has_subscribe_form: bool = True


def tell_machines(request: HttpRequest, *facts: dict[str, Any]) -> None:
    """Add nodes of structured data to the head that was left before."""
    head: Head = request.head  # type: ignore[attr-defined]
    set_head(request, replace(head, facts=[*head.facts, *facts]))


def note_older_page(request: HttpRequest) -> None:
    """An older page of a listing (`?before=`) is for readers: what it holds moves on with every
    story, so search engines follow its links and list the stories alone.
    """
    if request.GET.get("before"):
        set_head(request, replace(request.head, is_listed=False))  # type: ignore[attr-defined]


def newsroom_of(request: HttpRequest) -> str:
    """What the newsroom is called; costs nothing beside the page's frame, which asks the same."""
    site = Site.find_for_request(request)
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME


def set_head(request: HttpRequest, head: Head) -> None:
    """Leave the facts where the frame (home/framing.py) finds them."""
    request.head = head  # type: ignore[attr-defined]
