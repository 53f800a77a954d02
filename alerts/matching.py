"""Matching: which subscribers a story concerns, by statements over all of them."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from cms.models import Version
from news.models import PostPage, PostTopic
from supporters.models import Subscription, Supporter

Reach = dict[str, dict[str, int]]  # people by language and rhythm


def topics_of(keys: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The topics of these stories, by the story's key (none: an empty set). What any live version
    is filed under counts for all of them.
    """
    rows = PostTopic.objects.filter(page__live=True, page__translation_key__in=set(keys))
    topics: dict[UUID, set[UUID]] = defaultdict(set)
    for story, topic in rows.values_list("page__translation_key", "topic__translation_key"):
        topics[story].add(topic)
    return topics


def interested(topics: Iterable[UUID]) -> QuerySet[Supporter]:
    """Who may be written to today, and chose one of these topics, or all by choosing none."""
    chosen = Subscription.objects.filter(supporter=OuterRef("pk"))
    theirs = chosen.filter(topic__in=set(topics))
    return Supporter.objects.reachable().filter(~Exists(chosen) | Exists(theirs))


def reach_of(topics: Iterable[UUID]) -> Reach:
    """How many people that are."""
    rows = interested(topics).order_by().values_list("language", "rhythm").annotate(Count("pk"))
    reach: Reach = defaultdict(lambda: dict.fromkeys(Supporter.Rhythm.values, 0))
    for language, rhythm, number in rows:
        reach[language][rhythm] = number
    return reach


def fresh_posts(language: str) -> QuerySet[PostPage]:
    """Stories that can be read in this language and say there what their original says."""
    stale = Version.objects.filter(
        translation_key=OuterRef("translation_key"), language=language, stale_since__isnull=False
    )
    posts = PostPage.objects.live().filter(locale__language_code=language)
    return posts.exclude(Exists(stale))
