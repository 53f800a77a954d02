"""Where Hub counts by itself: people's reads of pages, in memory and then in rows of days."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cms import counting_reads
from cms.counting_reads import Tally
from cms.models import Pair, Reads
from cms.reads import DAYS_KEPT, FEWEST, Read, shown

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Mobile Safari/537.36"


@pytest.fixture
def tally(settings, monkeypatch):
    """A tally that is folded by hand."""
    settings.READS_FROM = "hub"
    made = Tally()
    made.timer = "by hand"
    monkeypatch.setattr(counting_reads, "tally", made)
    return made


@pytest.fixture
def key(db):
    return Pair.objects.create(translation_key=uuid4(), original="en").translation_key


def numbers() -> dict[str, int]:
    return dict(Reads.objects.values_list("language", "number"))


def test_a_persons_reads_are_counted_once_each_and_say_nothing_of_the_page_below(post, tally):
    person, machine = Client(HTTP_USER_AGENT=PHONE), Client(HTTP_USER_AGENT="Googlebot/2.1")
    for reader in (person, person, machine):
        answer = reader.get(post["es"].url)
        assert "X-Hub-Read" not in answer.headers
    person.head(post["es"].url)
    person.get(f"{post['es'].url}nada/")
    for path in ("/es/buscar/?q=nieve", "/es/feed/", "/healthz", "/es/suscribirse/"):
        assert person.get(path).status_code == 200
    tally.fold()
    tally.fold()
    assert numbers() == {"es": 2}


def test_one_source_per_installation(post, tally, settings, tmp_path):
    settings.READS_FROM = str(tmp_path)
    assert Client(HTTP_USER_AGENT=PHONE).get(post["en"].url).headers["X-Hub-Read"]
    settings.READS_FROM = "off"
    assert "X-Hub-Read" not in Client(HTTP_USER_AGENT=PHONE).get(post["en"].url).headers
    assert not tally.counts


def test_what_is_counted_twice_at_once_is_added(key):
    today = timezone.localdate()
    for number in (2, 3):
        Reads.objects.add({Read(key, "en", False, today): number, Read(key, "es", True, today): 1})
    assert numbers() == {"en": 5, "es": 2}
    Reads.objects.add({Read(uuid4(), "en", False, today): 9})
    Reads.objects.add({})
    assert Reads.objects.count() == 2


def test_days_become_months_and_no_read_is_lost(key):
    old = (timezone.localdate() - timedelta(days=DAYS_KEPT + 62)).replace(day=1)
    days = [old, old + timedelta(days=9), timezone.localdate()]
    Reads.objects.add({Read(key, "en", False, day): 4 for day in days})
    assert Reads.objects.fold_months() == 2
    assert Reads.objects.fold_months() == 0
    rows = Reads.objects.order_by("day").values_list("day", "is_month", "number")
    assert list(rows) == [(old, True, 8), (days[2], False, 4)]
    Reads.objects.add({Read(key, "en", False, old): 1})
    Reads.objects.fold_months()
    assert Reads.objects.get(is_month=True).number == 9


def test_a_few_reads_are_shown_like_none_and_today_not_at_all(key):
    assert [shown(number) for number in (0, 1, FEWEST - 1, FEWEST)] == [None, None, None, FEWEST]
    today = timezone.localdate()
    Reads.objects.add({Read(key, "en", False, today - timedelta(days=n)): 10**n for n in range(9)})
    assert Reads.objects.readings([key]) == {key: [("en", False, 10, 11_111_110)]}
