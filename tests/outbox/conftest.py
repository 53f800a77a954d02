"""Messages whose letters a test can foresee, and time that passes at a word."""

from collections.abc import Callable, Iterator

import pytest

from outbox import letters
from outbox.broadcasts import Broadcast
from outbox.gathering import gather_all, start
from outbox.models import Message, Queue
from outbox.tallying import keep_count
from tests.notes import KIND, open_notes
from tests.outbox import circulars
from tests.outbox.sleepers import begin_by_day, one_sleeper, set_night
from tests.providersink import ProviderSink, key_of, provider_sink

PAST = "2000-01-01T00:00Z"


@pytest.fixture
def smtp_sink(smtp_sink, settings):
    """Some of these tests wait for a silent server; three seconds are enough to call it silent."""
    settings.MAIL_TIMEOUT = 3
    return smtp_sink


@pytest.fixture
def notes(monkeypatch) -> Callable[..., list[Message]]:
    """Messages about these subjects; `queue` and `language` as wished."""
    monkeypatch.setitem(letters.OPENERS, KIND, open_notes)

    def make(*subjects: int, queue: str = Queue.TX, language: str = "en") -> list[Message]:
        facts = {"kind": KIND, "queue": queue, "language": language}
        return [Message.objects.create(subject_id=subject, **facts) for subject in subjects]

    return make


@pytest.fixture
def make_due() -> Callable[[], int]:
    """Let the waiting time of every message pass."""
    return lambda: Message.objects.update(not_before=PAST)


@pytest.fixture
def expire() -> Callable[[], int]:
    """Let every lease run out."""
    return lambda: Message.objects.exclude(lease_until=None).update(lease_until=PAST)


@pytest.fixture
def sink_of(settings):
    """`sink_of("brevo")` runs for the length of the test."""
    opened = []

    def make(kind: str) -> ProviderSink:
        opened.append(provider_sink(kind))
        sink = opened[-1].__enter__()
        settings.MAIL_SERVER = key_of(sink)
        settings.MAIL_TIMEOUT, settings.MAIL_CONNECTIONS = 3, 2
        settings.BASE_URL = "https://news.example.org"
        return sink

    yield make
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture
def begun_with() -> Iterator[Callable[..., Broadcast]]:
    """A broadcast of circular 1 to so many new readers, whose numbers are known."""

    def begin(number: int, *, spanish: int = 0, languages=("en", "es")) -> Broadcast:
        circulars.readers(number, spanish=spanish)
        broadcast = start(circulars.KIND, 1, languages=languages)
        gather_all(broadcast.pk)
        keep_count(broadcast)
        broadcast.refresh_from_db()
        return broadcast

    with circulars.registered():
        yield begin


@pytest.fixture
def asleep(db, settings) -> Iterator[None]:
    """It is night where the only reader lives."""
    set_night(settings)
    with one_sleeper():
        yield


@pytest.fixture
def held(asleep) -> Broadcast:
    return begin_by_day("es")  # and its reader reads English


@pytest.fixture
def late(asleep) -> Broadcast:
    return begin_by_day("en")
