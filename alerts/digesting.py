"""Digesting: once a day and once a week, what has gone live since in each language.

A tick asks which digest is due and makes it if nobody has. A story is due in a language from the
moment it can be read there until it has had its turn, so a run that is missed costs no story.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from alerts.digests import RHYTHMS, DigestPost, DigestRun, DigestSwitch
from alerts.matching import fresh_posts
from alerts.notices import LeftOut, Notice
from cms.languages import LANGUAGES
from cms.rights import check_may_tell_everyone
from news.models import PostPage
from outbox.gathering import start
from outbox.models import Broadcast
from users.models import User
from vault.locks import Lock

KIND = "alerts.digest"
DAILY, WEEKLY = RHYTHMS
# A digest that could not be made on time is still made so long after it; later, the next one has
# its stories.
LATEST: dict[str, timedelta] = {DAILY: timedelta(hours=12), WEEKLY: timedelta(days=3)}
NEWS: dict[str, timedelta] = {
    DAILY: timedelta(days=14),
    WEEKLY: timedelta(days=30),
}  # older is no news


def make_due() -> list[DigestRun]:
    """Make the digests whose hour has come, if nobody has; returns those that were made."""
    now, made = timezone.now(), []
    with transaction.atomic():
        since = switch().on_since if _is_ours() else None
        if since is None:
            return []
        for rhythm in RHYTHMS:
            day = due_day(rhythm, now)
            moment = moment_of(day)
            if since <= moment and now - moment <= LATEST[rhythm]:
                made += [_make(day, rhythm, language, since) for language in LANGUAGES]
    return [run for run in made if run is not None]


def due_day(rhythm: str, now: datetime) -> date:
    """The last day whose digest should be out by now."""
    day = timezone.localtime(now, timezone.get_default_timezone()).date()
    if moment_of(day) > now:
        day -= timedelta(days=1)
    if rhythm == WEEKLY:
        day -= timedelta(days=(day.isoweekday() - settings.DIGEST_WEEKDAY) % 7)
    return day


def next_day(rhythm: str, now: datetime) -> date:
    return due_day(rhythm, now) + timedelta(days=7 if rhythm == WEEKLY else 1)


def moment_of(day: date) -> datetime:
    """The newsroom's hour on that day, by its own clock. An hour that summer time skips is the one
    after it, one that comes twice the first.
    """
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time(settings.DIGEST_HOUR), tzinfo=zone).astimezone(UTC)


def news_for(rhythm: str, language: str, *, since: datetime, until: datetime) -> QuerySet[PostPage]:
    """What went live in this language, or was told to subscribers, and has not had its turn."""
    floor = max(since, until - NEWS[rhythm])
    same = {"translation_key": OuterRef("translation_key")}
    told = Notice.objects.standing().filter(**same, leaves_at__gt=floor, leaves_at__lte=until)
    had = DigestPost.objects.filter(**same, rhythm=rhythm, language=language)
    is_new = Q(first_published_at__gt=floor, first_published_at__lte=until)
    posts = fresh_posts(language).filter(is_new | Exists(told))
    return posts.exclude(Exists(had)).exclude(Exists(LeftOut.objects.filter(**same)))


def switch() -> DigestSwitch:
    """On from the first time that it is asked for."""
    site = Site.objects.get(is_default_site=True)
    facts = {"on_since": timezone.now()}
    return DigestSwitch.objects.get_or_create(site=site, defaults=facts)[0]


def turn(*, on: bool, by: User) -> None:
    """Send digests from now on, or none until it is turned on again; what is on its way leaves.

    Raises cms.publishing.RightMissing.
    """
    known = switch()
    check_may_tell_everyone(by, known.site)
    was = DigestSwitch.objects.filter(pk=known.pk, on_since__isnull=on)
    was.update(on_since=timezone.now() if on else None, by=by)


def under_way(key: UUID) -> list[Broadcast]:
    """Digests that name this story and have not ended."""
    runs = DigestPost.objects.filter(translation_key=key).values("run")
    return list(Broadcast.objects.under_way().filter(kind=KIND, subject_id__in=runs))


def _is_ours() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.MAKE_DIGEST])
        return bool(cursor.fetchone()[0])


def _make(day: date, rhythm: str, language: str, since: datetime) -> DigestRun | None:
    run, is_new = DigestRun.objects.get_or_create(day=day, rhythm=rhythm, language=language)
    if not is_new:
        return None
    news = news_for(rhythm, language, since=since, until=timezone.now())
    keys = news.values_list("translation_key", flat=True)
    facts = {"run": run, "rhythm": rhythm, "language": language}
    turns = [DigestPost(translation_key=key, **facts) for key in keys]
    if DigestPost.objects.bulk_create(turns):
        start(KIND, run.pk, languages=[language])
    return run
