"""The kind "alerts.digest": all stories of a run are written once, and each reader gets the parts
that they asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alerts.digesting import KIND
from alerts.matching import fresh_posts, interested, topics_of
from alerts.models import DigestRun, Notice
from alerts.notifying import KIND as NOTICE
from alerts.presenting import digest_link, digest_title
from alerts.story_mail import MORE, Story, Turn, digest_draft, in_header, links_of, short
from news.models import PostPage
from outbox.kinds import Draft, Kind, Recipient, register_broadcast
from outbox.models import Broadcast, Message, State
from outbox.quiet import quiet_until
from supporters.models import Subscription, Supporter
from supporters.returning import heed

SHOWN = 12  # stories of one mail; the rest is one line
WRITTEN = 100  # newest stories of a run that mails can show


def register_kind() -> None:
    register_broadcast(KIND, DIGESTS)


def audience(broadcast: Broadcast) -> QuerySet[Supporter]:
    """Those of this rhythm and language whom a story of the run concerns."""
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    topics = topics_of(run.posts.values_list("translation_key", flat=True))
    people = interested({topic for each in topics.values() for topic in each})
    theirs = people.filter(rhythm=run.rhythm, language=run.language)
    return theirs.annotate(not_before=quiet_until("region"))


def write(broadcast: Broadcast, language: str) -> Draft:
    """Raises CannotWrite while no postal address is set."""
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    return digest_draft([Story.told(post) for post in _posts(run)], language, run.rhythm)


def open_letters(messages: list[Message]) -> dict[int, Recipient]:
    """Whom nothing of the run concerns any more is left out. Raises vault.sealing.CannotUnseal."""
    broadcast = Broadcast.objects.get(messages=messages[0])
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    people = audience(broadcast).in_bulk([message.subject_id for message in messages])
    theirs = _turns(run, people)
    opened = {}
    with translation.override(run.language):
        day = date_format(run.day, "DATE_FORMAT")
        for message in messages:
            person, turns = people.get(message.subject_id), theirs[message.subject_id]
            if person and turns:
                values = said_to(day, turns) | links_of(person, run.language, broadcast)
                opened[message.pk] = Recipient(person.address(), values)
    return opened


def said_to(day: str, turns: Sequence[Turn]) -> dict[str, str]:
    """What is each reader's own, in the language that is active: their stories, newest first."""
    shown, rest = turns[:SHOWN], len(turns) - SHOWN
    said = ngettext("%(count)d new story. %(day)s", "%(count)d new stories. %(day)s", len(turns))
    values = {turn.name: "" for turn in shown}
    values["subject"] = in_header(_subject(turns))
    values["preheader"] = said % {"count": len(turns), "day": day}
    if rest > 0:
        more = ngettext("And %(count)d more on our site", "And %(count)d more on our site", rest)
        values[MORE] = more % {"count": rest}
    return values


def _posts(run: DigestRun) -> QuerySet[PostPage]:
    """Newest first, as they stand now: what is offline or behind again is not named."""
    keys = run.posts.values("translation_key")
    posts: Any = fresh_posts(run.language).filter(translation_key__in=keys)
    found: QuerySet[PostPage] = posts.newest_first()[:WRITTEN]
    return found


def _turns(run: DigestRun, people: Iterable[int]) -> dict[int, list[Turn]]:
    """What each of these is told of: what they chose and have not had."""
    rows = _posts(run).values_list("pk", "translation_key", "title")
    turns = [Turn.of(*row) for row in rows]
    keys = [turn.key for turn in turns]
    topics, wishes, had = topics_of(keys), _wishes(people), _had(people, keys)
    return defaultdict(list) | {
        person: [
            turn
            for turn in turns
            if turn.key not in had[person]
            and (not wishes[person] or wishes[person] & topics[turn.key])
        ]
        for person in people
    }


def _subject(turns: Sequence[Turn]) -> str:
    title, others = short(turns[0].title), len(turns) - 1
    if not others:
        return title
    said = ngettext("%(title)s, and %(count)d more", "%(title)s, and %(count)d more", others)
    return said % {"title": title, "count": others}


def _had(people: Iterable[int], keys: list[UUID]) -> dict[int, set[UUID]]:
    """What each was told of by a mail of its own, before they chose a digest."""
    had: dict[int, set[UUID]] = defaultdict(set)
    known = Notice.objects.filter(translation_key__in=keys)
    notices = dict(known.values_list("pk", "translation_key"))
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


DIGESTS = Kind(
    audience,
    write,
    open_letters,
    stream="digests",
    name=_("Digests"),
    heed=heed,
    title=digest_title,
    link=digest_link,
)
