"""The desk of tips is for one role; it opens by a POST, and every deed is noted."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from tests import making
from tips.days import KEPT_DAYS, TIP_DAYS, today
from tips.desk_views import AT_ONCE
from tips.models import Tip
from tips.taking import Wish, take
from vault.auditing import AuditEntry, noted

pytestmark = pytest.mark.django_db
LIST = "/admin/tips/"
TEXT, CONTACT = "The inspector was paid on Fridays.", "@maria.07"
DEEDS = ("tip.opened", "tip.answered", "tip.kept", "tip.erased")


@pytest.fixture
def tip(desk):
    return Tip.objects.get(code=take(Wish(TEXT, "es", CONTACT)))


def at(tip) -> str:
    return f"{LIST}{tip.pk}/"


def steps(tip) -> list[str]:
    return [entry.deed for entry in noted(tip.pk, *DEEDS)]


@pytest.mark.parametrize(
    ("group", "facts"),
    [
        ("Editors", {}),
        ("Campaigners", {}),
        ("Administrators", {}),
        ("Translators into Spanish", {}),
        ("Administrators", {"is_superuser": True}),
    ],
)
def test_nobody_without_the_role_sees_that_there_are_tips(staff, tip, group, facts):
    browser = staff(group, **facts)
    for path in (LIST, at(tip)):
        assert browser.get(path).status_code == 302
        assert browser.post(path, {"deed": "open"}).status_code in {302, 403}
    assert browser.get(path, follow=True).redirect_chain[-1][0] == "/admin/"
    assert LIST not in browser.get("/admin/").content.decode()
    assert (steps(tip), Tip.objects.get().state) == ([], "new")


def test_a_superuser_in_the_role_is_a_tip_reader(staff, tip):
    assert staff("Tip readers", is_superuser=True).get(LIST).status_code == 200


def test_the_role_opens_nothing_else(desk):
    for path in ("supporters/", "outbox/", "users/", "bundles/", "settings/tips/tipline/"):
        assert desk.get(f"/admin/{path}").status_code in {302, 404}, path


@pytest.mark.parametrize(("language", "word"), [("en", "new"), ("es", "nueva")])
def test_the_list_says_day_language_and_state_and_no_more(
    desk, tip, language, word, django_assert_max_num_queries
):
    making.speak(desk.user, language)
    take(Wish("Another", "en"))
    desk.get(LIST)
    with django_assert_max_num_queries(16):
        answer = desk.get(LIST)
    body = answer.content.decode()
    assert word in body
    assert tip.spaced_code in body
    assert (TEXT in body, CONTACT in body) == (False, False)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_flood_buries_no_tip(desk, tip):
    Tip.objects.bulk_create(
        Tip(code=f"FLOOD{number:03}", language="en", sealed_text=b"x") for number in range(AT_ONCE)
    )
    assert tip.spaced_code not in desk.get(LIST).content.decode()
    assert tip.spaced_code in desk.get(LIST, {"p": 2}).content.decode()
    assert desk.get(LIST, {"p": "x\0"}).status_code == 200


def test_looking_at_a_tip_opens_nothing(desk, tip):
    body = desk.get(at(tip)).content.decode()
    assert (TEXT in body, CONTACT in body, steps(tip)) == (False, False, [])
    assert Tip.objects.get().state == "new"


def test_opening_shows_it_once_and_is_noted_with_who_did_it(desk, tip):
    answer = desk.post(at(tip), {"deed": "open"})
    body = answer.content.decode()
    assert TEXT in body
    assert CONTACT in body
    assert "no-store" in answer.headers["Cache-Control"]
    assert Tip.objects.get().state == "read"
    (entry,) = noted(tip.pk, *DEEDS)
    assert (entry.deed, entry.actor, entry.numbers) == ("tip.opened", desk.user.pk, {})
    assert desk.user.called in desk.get(at(tip)).content.decode()


def test_answered_elsewhere_is_a_state(desk, tip):
    assert desk.post(at(tip), {"deed": "answered"}).status_code == 302
    assert (Tip.objects.get().state, steps(tip)) == ("answered", ["tip.answered"])


def test_a_tip_is_kept_for_a_reason_that_is_sealed_too(desk, tip):
    day = timezone.now() + timedelta(days=TIP_DAYS - 1)
    with time_machine.travel(day, tick=False):
        making.sign_in(desk, desk.user)
        assert desk.post(at(tip), {"deed": "keep", "reason": "Court in May"}).status_code == 302
        tip.refresh_from_db()
        assert tip.erases_on == today() + timedelta(days=KEPT_DAYS)
    assert (tip.state, tip.unsealed("reason")) == ("kept", "Court in May")
    assert "Court in May" in desk.post(at(tip), {"deed": "open"}).content.decode()


def test_without_a_reason_nothing_is_kept_and_the_tip_stays_in_view(desk, tip):
    making.speak(desk.user, "es")
    answer = desk.post(at(tip), {"deed": "keep", "reason": " "})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Di por qué hay que conservarla." in body
    assert TEXT in body
    assert (Tip.objects.get().state, steps(tip)) == ("read", ["tip.opened"])


def test_too_long_a_reason_comes_back(desk, tip):
    body = desk.post(at(tip), {"deed": "keep", "reason": "ñ" * 301}).content.decode()
    assert "ñ" * 301 in body


def test_erased_now_nothing_of_it_is_left_but_that_it_was_here(desk, tip):
    assert desk.post(at(tip), {"deed": "erase"}).status_code == 302
    tip.refresh_from_db()
    assert (tip.state, tip.sealed_text, tip.sealed_contact) == ("erased", None, None)
    assert steps(tip) == ["tip.erased"]
    assert AuditEntry.objects.latest("pk").actor == desk.user.pk
    for deed in ("open", "answered", "keep", "erase"):
        answer = desk.post(at(tip), {"deed": deed, "reason": "why"})
        assert (answer.status_code, answer.url) == (302, LIST)
    assert steps(tip) == ["tip.erased"]
    assert tip.spaced_code in desk.get(LIST).content.decode()


def test_odd_requests_are_answered(desk, tip):
    assert desk.post(at(tip), {"deed": "publish"}).status_code == 302
    assert desk.get(f"{LIST}999999/").status_code == 404
    assert desk.post(f"{LIST}999999/", {"deed": "open"}).status_code == 302


def test_a_tip_that_no_key_opens_is_told_and_stays(desk, tip, settings):
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32}
    answer = desk.post(at(tip), {"deed": "open"}, follow=True)
    assert "No key opens this tip" in answer.content.decode()
    assert steps(tip) == []


def test_a_clock_that_stands_still_is_told(desk, tip):
    with time_machine.travel(timezone.now() + timedelta(days=TIP_DAYS + 1), tick=False):
        making.sign_in(desk, desk.user)
        assert "help-critical" in desk.get(LIST).content.decode()


def test_who_becomes_a_tip_reader_is_noted_and_named_at_the_desk(desk, staff, tip):
    boss = staff("Administrators", is_superuser=True, first_name="Noor").user
    group = Group.objects.get(name="Tip readers")
    boss.groups.add(group)
    assert "Noor" in desk.get(LIST).content.decode()
    group.user_set.remove(boss)
    boss.groups.add(Group.objects.get(name="Editors"))
    found = noted(boss.pk, "tip.reader_joined", "tip.reader_left")
    assert [entry.deed for entry in found] == ["tip.reader_joined", "tip.reader_left"]
    assert "Noor" not in desk.get(LIST).content.decode()


def test_a_right_that_comes_by_another_way_is_noted_too(staff):
    person, right = staff("Editors").user, Permission.objects.get(codename="read_tip")
    person.user_permissions.add(right)
    person.user_permissions.clear()
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(right)
    right.group_set.remove(editors)
    person.groups.add(Group.objects.get(name="Tip readers"))
    person.groups.clear()
    person.groups.add(Group.objects.get(name="Tip readers"))
    Group.objects.get(name="Tip readers").delete()
    found = noted(person.pk, "tip.reader_joined", "tip.reader_left")
    assert [entry.deed.removeprefix("tip.reader_") for entry in found] == ["joined", "left"] * 4
