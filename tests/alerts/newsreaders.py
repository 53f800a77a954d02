"""People who subscribed to news, stories on topics, and what lands in their mailboxes."""

from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine
from wagtail.models import Site

from alerts.models import DigestSwitch
from cms.actors import acting_as
from cms.models import Topic
from home.translating import translate
from news.models import PostPage, PostTopic
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.models import Broadcast, Message
from supporters.models import Supporter
from supporters.preferring import Preferences, prefer
from tests import making
from tests.supporters.mailbox import subscribed

PAST = "2000-01-01T00:00Z"
LONG_AGO = datetime(2026, 8, 1, tzinfo=UTC)  # before each day that a test of digests goes to


def person(address: str, language: str = "en", rhythm: str = "now", topics=(), **facts):
    """Somebody who confirmed; no topics: all."""
    supporter = subscribed(f"{address}@example.org", language)
    keys = frozenset(topic.translation_key for topic in topics)
    prefer(supporter, Preferences(language, rhythm, topics=keys, **facts))
    supporter.refresh_from_db()
    return supporter


def story(title: str, *topics, **facts) -> PostPage:
    """Live in English only, filed under these topics."""
    filed = [PostTopic(topic=topic, locale=topic.locale) for topic in topics]
    return making.go_live(making.draft_post(title=title, post_topics=filed, **facts))


def topic(name: str, spanish: str) -> Topic:
    """Live in both languages."""
    made = making.topic(name)
    with acting_as("seed"):
        translate(made, "es", {name: spanish, made.slug: f"{made.slug}-es"})
    return made


def in_spanish(post: PostPage, title: str) -> PostPage:
    with acting_as("seed"):
        words = making.SPANISH | {post.title: title, post.slug: f"{post.slug}-es"}
        return translate(post, "es", words)


def due_now() -> None:
    """Let every hold pass, and gather what is to be gathered."""
    Broadcast.objects.update(not_before=PAST)
    for broadcast in Broadcast.objects.gathering():
        gather_all(broadcast.pk)


def delivered(sink) -> dict[str, list]:
    """Send what is due; the mails of each address so far, by its first part."""
    due_now()
    Message.objects.filter(queue="tx").delete()
    drain()
    mails: dict[str, list] = {}
    for received in sink.received:
        mails.setdefault(received.to.partition("@")[0], []).append(received.message)
    return mails


@contextmanager
def at(moment):
    with time_machine.travel(moment, tick=False):
        yield


def digests_on(since=None) -> None:
    site = Site.objects.get(is_default_site=True)
    facts = {"on_since": since or LONG_AGO}
    DigestSwitch.objects.update_or_create(site=site, defaults=facts)


def addressed() -> set[str]:
    """The first parts of the addresses that have a message of a broadcast."""
    due_now()
    keys = Message.objects.exclude(broadcast=None).values_list("subject_id", flat=True)
    return {each.address().partition("@")[0] for each in Supporter.objects.filter(pk__in=keys)}
