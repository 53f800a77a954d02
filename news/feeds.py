"""The feeds: the newest stories of one language, with what was corrected in them since."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.corrections import Correction
from cms.entries import LiveEntry
from cms.feeding import StoryFeed, by_key, corrected, corrections_by_key
from cms.languages import path_word
from news.filing import teaser_relations
from news.posts import PostPage

LENGTH = 30  # stories


def feed_url(language: str) -> str:
    return f"/{language}/{path_word('feed', language)}/"


@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """RSS of one language; a story that is not in it is not in its feed."""
    site = Site.find_for_request(request)
    name = (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
    stories = StoryFeed(
        title=name,
        link=f"{settings.BASE_URL}/{language}/",
        description=_("The newest stories."),
        language=language,
        feed_url=settings.BASE_URL + feed_url(language),
    )
    posts = list(newest(language))
    corrections = corrections_by_key(post.translation_key for post in posts)
    entries = LiveEntry.objects.of(*(post.translation_key for post in posts)).told_in(language)
    last_entries = by_key(entries)
    for post in posts:
        key = post.translation_key
        add_story(stories, post, corrections.get(key, []), last_entries.get(key, []))
    return HttpResponse(stories.writeString("utf-8"), content_type=StoryFeed.content_type)


def newest(language: str) -> Iterable[PostPage]:
    posts = PostPage.objects.live().filter(locale__language_code=language).newest_first()
    return posts.select_related("locale").prefetch_related(*teaser_relations())[:LENGTH]


def add_story(
    stories: StoryFeed,
    post: PostPage,
    corrections: list[Correction],
    entries: list[LiveEntry],
) -> None:
    language = post.locale.language_code
    address = settings.BASE_URL + (post.url or "")
    paragraphs: list[str] = [format_html("<p>{}</p>", post.summary)]
    paragraphs += [corrected(each, language) for each in corrections]
    paragraphs += [format_html("<p>{}</p>", each.text_in(language)) for each in entries[:1]]
    stories.add_item(
        title=post.title,
        link=address,
        description="".join(paragraphs),
        unique_id=f"urn:uuid:{post.translation_key}:{language}",
        unique_id_is_permalink=False,
        pubdate=post.date,
        updateddate=_last(corrections, entries, language),
        categories=[row.topic.name for row in post.post_topics.all() if row.topic.live],
    )


def _last(
    corrections: list[Correction], entries: list[LiveEntry], language: str
) -> datetime | None:
    moments = [each.at for each in [*corrections, *entries]]
    marks = [each.corrected_in(language) for each in entries]
    return max([*moments, *(mark for mark in marks if mark)], default=None)
