"""What the desk shows of digests: those that were made, and what would leave next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format

from alerts.digest_letters import SHOWN, said_to
from alerts.digesting import KIND, moment_of, news_for, next_day, switch
from alerts.digests import RHYTHMS
from alerts.matching import reach_of, topics_of
from alerts.models import DigestRun
from alerts.notice_desk import numbers_of
from alerts.story_mail import Story, digest_draft
from cms.languages import LANGUAGES, NATIVE_NAMES
from outbox.kinds import Draft
from outbox.models import Broadcast
from supporters.models import Supporter

LISTED = 40  # runs


@dataclass(frozen=True)
class Coming:
    """What would leave in one language, were it made now."""

    rhythm: str
    language: str
    name: str
    stories: list[Story]
    people: int

    @property
    def first(self) -> list[Story]:
        return self.stories[:SHOWN]

    @property
    def rest(self) -> int:
        return max(0, len(self.stories) - SHOWN)


def coming(rhythm: str, language: str, since: datetime) -> Coming:
    news = news_for(rhythm, language, since=since, until=timezone.now()).newest_first()  # type: ignore[attr-defined]
    stories = [Story.told(post) for post in news]
    topics = topics_of(story.key for story in stories)
    reach = reach_of({topic for each in topics.values() for topic in each}) if stories else {}
    people = reach[language][rhythm] if stories else 0
    return Coming(rhythm, language, NATIVE_NAMES[language], stories, people)


def next_digests() -> list[dict[str, Any]]:
    """By rhythm: when, and what in each language. Nothing while digests are off."""
    since, now = switch().on_since, timezone.now()
    if since is None:
        return []
    return [
        {
            "label": Supporter.Rhythm(rhythm).label,
            "at": moment_of(next_day(rhythm, now)),
            "languages": [coming(rhythm, code, since) for code in LANGUAGES],
        }
        for rhythm in RHYTHMS
    ]


def coming_draft(rhythm: str, language: str) -> tuple[Draft, dict[str, str]] | None:
    """The mail to somebody who chose all topics; None if there is nothing to say."""
    since = switch().on_since or timezone.now()
    stories = coming(rhythm, language, since).stories
    if not stories:
        return None
    day = next_day(rhythm, timezone.now())
    said = said_to(date_format(day, "DATE_FORMAT"), stories)
    return digest_draft(stories, language, rhythm), said


def recent_runs() -> list[dict[str, Any]]:
    """The newest, with their stories and messages."""
    runs = list(DigestRun.objects.annotate(stories=Count("posts")).order_by("-day", "-pk")[:LISTED])
    keys = [run.pk for run in runs]
    rows = Broadcast.objects.filter(kind=KIND, subject_id__in=keys)
    broadcasts = {row.subject_id: row for row in rows}
    return [
        {
            "run": run,
            "name": NATIVE_NAMES[run.language],
            "numbers": numbers_of(broadcasts.get(run.pk)).get(run.language),
        }
        for run in runs
    ]
