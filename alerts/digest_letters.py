"""The kind "alerts.digest": all stories of a run are written once, and each reader gets the parts
that they asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from alerts.digesting import KIND
from alerts.matching import fresh_posts, interested, topics_of
from alerts.models import DigestRun, Notice
from alerts.notifying import KIND as NOTICE
from alerts.story_mail import MORE, Story, digest_draft, in_header, links_of, short
from news.models import PostPage
from outbox.kinds import Draft, Kind, Recipient, register_broadcast
from outbox.models import Broadcast, Message, State
from supporters.models import Subscription, Supporter

SHOWN = 12  # stories of one mail; the rest is one line
WRITTEN = 100  # newest stories of a run that mails can show


def register_kind() -> None:
    register_broadcast(KIND, Kind(audience, write, open_letters))


def audience(broadcast: Broadcast) -> QuerySet[Supporter]:
    """Those of this rhythm and language whom a story of the run concerns."""
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    topics = topics_of(run.posts.values_list("translation_key", flat=True))
    people = interested({topic for each in topics.values() for topic in each})
    return people.filter(rhythm=run.rhythm, language=run.language)


def write(broadcast: Broadcast, language: str) -> Draft:
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    return digest_draft(stories_of(run), language, run.rhythm)


def open_letters(messages: list[Message]) -> dict[int, Recipient]:
    """Whom nothing of the run concerns any more is left out. Raises vault.sealing.CannotUnseal."""
    broadcast = Broadcast.objects.get(pk=messages[0].broadcast_id)
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    people = audience(broadcast).in_bulk([message.subject_id for message in messages])
    stories, wishes = stories_of(run), _wishes(people)
    topics, had = topics_of(story.key for story in stories), _had(people, stories)
    opened = {}
    with translation.override(run.language):
        for message in messages:
            person, chosen = people.get(message.subject_id), wishes[message.subject_id]
            theirs = [
                each
                for each in stories
                if each.key not in had[message.subject_id]
                and (not chosen or chosen & topics[each.key])
            ]
            if person and theirs:
                values = said_to(run, theirs) | links_of(person, run.language)
                opened[message.pk] = Recipient(person.address(), values)
    return opened


def said_to(run: DigestRun, stories: list[Story]) -> dict[str, str]:
    """What is each reader's own, in the language that is active: their stories, newest first."""
    shown, rest = stories[:SHOWN], len(stories) - SHOWN
    facts = {"count": len(stories), "day": date_format(run.day, "DATE_FORMAT")}
    said = ngettext("%(count)d new story. %(day)s", "%(count)d new stories. %(day)s", len(stories))
    values = {story.name: "" for story in shown}
    values |= {"subject": in_header(_subject(stories)), "preheader": said % facts}
    if rest > 0:
        more = ngettext("And %(count)d more on our site", "And %(count)d more on our site", rest)
        values[MORE] = more % {"count": rest}
    return values


def stories_of(run: DigestRun) -> list[Story]:
    """Newest first, as they stand now: what is offline or behind again is not named."""
    keys = run.posts.values("translation_key")
    posts: Iterable[PostPage] = fresh_posts(run.language).filter(translation_key__in=keys)
    return [Story.of(post) for post in posts.newest_first()[:WRITTEN]]  # type: ignore[attr-defined]


def _subject(stories: list[Story]) -> str:
    title, others = short(stories[0].title), len(stories) - 1
    if not others:
        return title
    said = ngettext("%(title)s, and %(count)d more", "%(title)s, and %(count)d more", others)
    return said % {"title": title, "count": others}


def _had(people: Iterable[int], stories: list[Story]) -> dict[int, set[UUID]]:
    """What each was told of by a mail of its own, before they chose a digest."""
    had: dict[int, set[UUID]] = defaultdict(set)
    keys = {story.key for story in stories}
    notices = dict(
        Notice.objects.filter(translation_key__in=keys).values_list("pk", "translation_key")
    )
    mails = Message.objects.of(NOTICE, people).filter(broadcast__subject_id__in=notices)
    told = mails.filter(state__in=(State.SENT, State.UNKNOWN))
    for person, notice in told.values_list("subject_id", "broadcast__subject_id"):
        had[person].add(notices[notice])
    return had


def _wishes(people: Iterable[int]) -> dict[int, set[UUID]]:
    wishes: dict[int, set[UUID]] = defaultdict(set)
    rows = Subscription.objects.filter(supporter__in=list(people))
    for supporter, topic in rows.values_list("supporter_id", "topic"):
        wishes[supporter].add(topic)
    return wishes
