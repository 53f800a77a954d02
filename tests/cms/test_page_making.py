"""Many ask at once for a page that is missing or ageing: one makes it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from cms import kept_pages, page_cache
from cms.page_cache import HEADER
from tests.cms.test_page_cache import kept, served, told  # noqa: F401

CROWD = 16
BRIEF = "s-maxage=1, stale-while-revalidate=9"


class Slow:
    """An answer that takes its time, and counts."""

    def __init__(self, control: str = BRIEF, seconds: float = 0.3):
        self.control, self.seconds, self.made = control, seconds, 0
        self.lock = threading.Lock()

    def __call__(self, request):
        with self.lock:
            self.made += 1
            number = self.made
        time.sleep(self.seconds)
        return told(f"{number}", self.control)


def crowd(ask) -> list[tuple[str, str, float]]:
    """What each of many at the same moment was answered, and after how many seconds."""
    barrier = threading.Barrier(CROWD)

    def one(_number):
        barrier.wait()
        begun = time.monotonic()
        answer = ask()
        return answer.content.decode(), answer.headers[HEADER], time.monotonic() - begun

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


def test_a_crowd_before_a_missing_page_causes_one_making():
    answer = Slow()
    found = crowd(served(answer))
    assert answer.made == 1
    assert {text for text, _how, _seconds in found} == {"1"}


def test_a_crowd_before_an_ageing_page_causes_one_making_and_nobody_else_waits():
    answer = Slow(seconds=0)
    ask = served(answer)
    ask()
    time.sleep(1.1)
    answer.seconds = 0.5
    found = crowd(ask)
    assert answer.made == 2
    assert sorted({how for _text, how, _seconds in found}) == ["MISS", "STALE"]
    assert sum(seconds > 0.4 for _text, _how, seconds in found) == 1
    assert ask().content == b"2"


def test_a_crowd_before_what_is_not_kept_does_not_stand_in_line():
    answer = Slow("no-store", seconds=0.2)
    begun = time.monotonic()
    crowd(served(answer))
    assert answer.made == CROWD
    assert time.monotonic() - begun < 2


@pytest.mark.usefixtures("kept")
def test_a_maker_that_died_is_waited_for_a_moment_and_leaves_no_lock(settings, monkeypatch):
    monkeypatch.setattr(page_cache, "WAIT_SECONDS", 0.2)
    answer = Slow(seconds=0)
    key = kept_pages.key_of("http", "testserver", "/en/x/")
    kept_pages.begin(key)
    lasts = Redis.from_url(settings.REDIS_URL).pttl(f"lock:{key}")
    assert 0 < lasts <= 5_000
    ask = served(answer)
    assert [ask().headers[HEADER] for _ in range(2)] == ["MISS", "HIT"]


def test_a_change_during_the_making_lets_the_next_one_make_it_at_once():
    """Whoever comes after the change neither waits for the old page nor gets it."""
    answer = Slow(seconds=0.5)
    ask = served(answer)
    with ThreadPoolExecutor(1) as pool:
        old = pool.submit(ask)
        time.sleep(0.2)
        page_cache.kept_pages.forget([kept_pages.key_of("http", "testserver", "/en/x/")])
        answer.seconds = 0
        assert ask().content == b"2"
        assert old.result().content == b"1"
    assert ask().content == b"2"
