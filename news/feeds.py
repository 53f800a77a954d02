"""The feeds: the newest stories of one language, of a topic or of an author, with what was
corrected in them since.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.corrections import Correction
from cms.entries import LiveEntry
from cms.feeding import (
    LENGTH,
    Channel,
    answer,
    by_key,
    corrected,
    corrections_by_key,
    named,
)
from cms.languages import path_word
from cms.picturing import picture_address
from cms.syndicating import authors_of
from news.filing import teaser_relations
from news.posts import PostPage, PostQuerySet


def feed_url(language: str) -> str:
    return f"/{language}/{path_word('feed', language)}/"


@require_safe
def feed(request: HttpRequest, language: str, form: str = "") -> HttpResponse:
    """Of one language; a story that is not in it is not in its feed."""
    name = _newsroom(request)
    posts = PostPage.objects.live().filter(locale__language_code=language)
    channel = Channel(
        title=name,
        link=f"{settings.BASE_URL}/{language}/",
        description=_("The newest stories."),
        language=language,
        path=feed_url(language),
        newsroom=name,
        since=_since(Site.find_for_request(request)),
    )
    return answer(_filled(channel, posts, form))


def feed_of(request: HttpRequest, subject: Any, posts: PostQuerySet, form: str) -> HttpResponse:
    """Of a topic or an author: its `posts`, at `<its page>/feed/`."""
    name = _newsroom(request)
    page_path = request.path[: len(request.path) - len(f"feed/{form}")]
    channel = Channel(
        title=f"{subject.name} · {name}",
        link=settings.BASE_URL + page_path,
        description=getattr(subject, "description", "") or _("The newest stories."),
        language=subject.locale.language_code,
        path=f"{page_path}feed/",
        newsroom=name,
        since=subject.first_published_at or timezone.now(),
    )
    return answer(_filled(channel, posts, form))


def _filled(channel: Channel, posts: PostQuerySet, form: str) -> Any:
    """Six queries, whatever there is."""
    made = channel.open(form)
    newest = list(_newest(posts))
    keys = [post.translation_key for post in newest]
    corrections = corrections_by_key(keys)
    entries = by_key(LiveEntry.objects.of(*keys).told_in(channel.language))
    for post in newest:
        key = post.translation_key
        made.add_item(**_item(post, corrections.get(key, []), entries.get(key, [])))
    return made


def _newest(posts: PostQuerySet) -> Any:
    found = posts.newest_first().select_related("locale", "hero_image")
    return found.prefetch_related(*teaser_relations())[:LENGTH]


def _item(
    post: PostPage, corrections: list[Correction], entries: list[LiveEntry]
) -> dict[str, Any]:
    language = post.locale.language_code
    paragraphs: list[str] = [format_html("<p>{}</p>", post.summary)]
    paragraphs += [corrected(each, language) for each in corrections]
    paragraphs += [format_html("<p>{}</p>", each.text_in(language)) for each in entries[:1]]
    return named(post) | {
        "title": post.title,
        "link": settings.BASE_URL + (post.url or ""),
        "description": "".join(paragraphs),
        "pubdate": post.date,
        "updateddate": _last(corrections, entries, language),
        "categories": [row.topic.name for row in post.post_topics.all() if row.topic.live],
        "authors": authors_of(post.author_links(post.index_url()), settings.BASE_URL),
        "picture": picture_address(post.hero_image),
        "alternative": post.hero_alternative,
    }


def _last(
    corrections: list[Correction], entries: list[LiveEntry], language: str
) -> datetime | None:
    moments = [each.at for each in [*corrections, *entries]]
    marks = [each.corrected_in(language) for each in entries]
    return max([*moments, *(mark for mark in marks if mark)], default=None)


def _newsroom(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME


def _since(site: Site | None) -> datetime:
    """When the newsroom went live."""
    begun = site.root_page.first_published_at if site else None
    return begun or timezone.now()
