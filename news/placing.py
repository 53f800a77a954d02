"""Where a story is shown besides its own page: the listings it stands in, and the stories that name
it. What caches must be told when it changes (cms/purging.py).
"""

from typing import Any

from cms.purging import MOST_NEIGHBOURS
from news.tags import tag_links

RELATED = 3  # stories offered below one


def listings_of(post: Any) -> list[str]:
    """The pages and feeds of its topics and authors, the pages of its series and tags."""
    subjects = [row.topic for row in post.post_topics.select_related("topic")]
    subjects += [row.author for row in post.post_authors.select_related("author")]
    subjects += [post.series] if post.series else []
    index_url, language = post.index_url(), post.locale.language_code
    listings = [path for each in subjects for path in each.paths_within(index_url, language)]
    return [*listings, *(tag["url"] for tag in tag_links(post, index_url))]


def neighbours_of(post: Any) -> list[int]:
    """Keys of pages that show its title or teaser: the other parts of its series, and where it is
    one of the newest on a topic, the stories of that topic.
    """
    found = set(post.series.parts().values_list("pk", flat=True)) if post.series else set()
    live = type(post).objects.live()
    for row in post.post_topics.all():
        posts = live.filter(post_topics__topic=row.topic_id)
        if posts.filter(date__gt=post.date).count() <= RELATED:
            found |= set(posts.newest_first().values_list("pk", flat=True)[:MOST_NEIGHBOURS])
    return sorted(found - {post.pk})


def newest_on_topics_of(post: Any) -> list[Any]:
    """Up to three newest other stories on its topics; a draft's own topics in its preview."""
    drafted = getattr(post, "_cluster_related_objects", {}).get("post_topics")
    topics: Any = post.post_topics.model.objects.filter(page=post.pk).values("topic")
    if drafted is not None:
        topics = [row.topic_id for row in drafted]
    posts = type(post).objects.live().filter(post_topics__topic__in=topics).exclude(pk=post.pk)
    newest = posts.distinct().newest_first().select_related("hero_image", "locale")
    return list(newest[:RELATED])
