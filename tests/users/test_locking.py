"""Five tries in vain lock a name, and leave no trace of who tried."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.users.people import ADMIN, CODE, LOGIN, SECRET, browser, code, give_password, person
from users.codes import code_at, step_now
from users.models import Tries
from users.tasks import clear_sessions
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db
WORDS = {"en": "Too many tries", "es": "Demasiados intentos"}


def fail(someone, *, times: int = 5):
    answers = [give_password(browser(), someone, "no") for _ in range(times)]
    return answers[-1]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_right_password_is_too_late_even_with_an_emptied_cache(language):
    ada = person()
    fail(ada)
    cache.clear()
    answer = give_password(browser(), ada, headers={"Accept-Language": language})
    assert answer.status_code == 429
    assert WORDS[language] in answer.content.decode()
    assert answer.headers["Retry-After"] == "900"


def test_four_tries_are_forgiven():
    ada = person()
    assert fail(ada, times=4).status_code == 422
    there = browser()
    assert give_password(there, ada).url == CODE
    assert there.post(CODE, {"code": code()}).url == ADMIN
    assert not Tries.objects.exists()


def test_a_lock_is_over_after_a_quarter_of_an_hour():
    ada = person()
    fail(ada)
    Tries.objects.update(last_at=timezone.now() - timezone.timedelta(minutes=16))
    assert give_password(browser(), ada).url == CODE


def test_trying_on_does_not_prolong_a_lock():
    ada = person()
    fail(ada)
    before = Tries.objects.get().last_at
    assert fail(ada, times=2).status_code == 429
    assert Tries.objects.get().last_at == before


def test_wrong_codes_count_too():
    ada = person()
    there = browser()
    give_password(there, ada)
    wrong = {code_at(SECRET, step_now() + each) for each in range(-3, 4)}
    typed = next(each for each in ("000000", "111111", "222222") if each not in wrong)
    answers = [there.post(CODE, {"code": typed}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert there.post(CODE, {"code": code()}).status_code == 429


def test_unknown_names_are_locked_alike():
    answers = [
        browser().post(LOGIN, {"login": "nobody", "password": "no"}).status_code for _ in range(6)
    ]
    assert answers == [422, 422, 422, 422, 429, 429]
    assert not AuditEntry.objects.filter(deed="staff.refused").exists()


def test_nothing_is_kept_of_who_tried_and_what_they_typed(caplog):
    ada = person()
    facts = {"login": ada.username, "password": "hunter2", "odd": "typed by mistake"}
    browser().post(f"{LOGIN}?x=planted", facts, REMOTE_ADDR="203.0.113.9")
    row = Tries.objects.get()
    kept = [str(getattr(row, field.attname)) for field in Tries._meta.fields]
    for word in (ada.username, "hunter2", "planted", "typed", "Planted", "203.0.113", "login="):
        assert word not in " ".join(kept)
        assert word not in caplog.text
    assert AuditEntry.objects.filter(deed="staff.refused", subject=ada.pk, actor=None).count() == 1


def test_two_first_tries_at_once_are_one_row():
    """Without it the count would break with the second row, and every guess be free."""
    fail(person(), times=1)
    row = Tries.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with connection.cursor() as cursor:
        assert not [each for each in connection.introspection.table_names(cursor) if "axes" in each]


def test_tries_are_gone_after_a_day():
    fail(person(), times=1)
    Tries.objects.update(last_at=timezone.now() - timezone.timedelta(days=2))
    clear_sessions()
    assert not Tries.objects.exists()
