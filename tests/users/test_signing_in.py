"""Two factors let somebody in; one lets nobody."""

import pytest
from allauth.mfa.models import Authenticator

from tests.users.people import (
    ADMIN,
    CODE,
    FACTORS,
    LOGIN,
    PASSWORD,
    SECRET,
    browser,
    code,
    give_password,
    person,
    sign_in,
)
from users.codes import code_at, step_now
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db
WRONG = "000000" if code_at(SECRET, 1) != "000000" else "111111"


def deeds(someone) -> list[str]:
    entries = AuditEntry.objects.filter(subject=someone.pk, deed__startswith="staff.")
    return list(entries.order_by("pk").values_list("deed", flat=True))


def test_a_password_and_a_code_let_in(client):
    ada = person()
    assert give_password(client, ada).url == CODE
    assert client.get(ADMIN).url.startswith(LOGIN)
    assert client.post(CODE, {"code": "12"}).status_code == 422
    assert client.post(CODE, {"code": code()}).url == ADMIN
    assert client.get(ADMIN).status_code == 200
    assert deeds(ada) == ["staff.factor_added", "staff.refused", "staff.logged_in"]


def test_after_the_log_in_people_land_where_they_were_going_and_nowhere_else(client):
    ada = person()
    targets = [("/admin/pages/", "/admin/pages/"), ("//evil.example/admin/", ADMIN)]
    for later, (target, landed) in enumerate(targets):
        there = browser()
        there.post(f"{LOGIN}?next={target}", {"login": ada.username, "password": "no"})
        facts = {"login": ada.username, "password": PASSWORD, "next": target}
        assert there.post(LOGIN, facts).url == CODE
        assert there.post(CODE, {"code": code(later)}).url == landed


def test_a_code_is_good_once(client, settings):
    ada = person()
    sign_in(client, ada)
    again = browser()
    give_password(again, ada)
    assert again.post(CODE, {"code": code()}).status_code == 422
    assert again.post(CODE, {"code": code(1)}).url == ADMIN


def test_a_code_on_paper_is_good_once(client):
    ada = person()
    paper = Authenticator(user=ada, type="recovery_codes").wrap().activate(ada)
    [first, *_rest] = paper.get_unused_codes()
    for each, status in ((client, 302), (browser(), 422)):
        give_password(each, ada)
        assert each.post(CODE, {"code": f" {first[:4]} {first[4:]} "}).status_code == status


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "One more step, and you are in"), ("es", "Un paso más y ya estás adentro")],
)
def test_the_first_log_in_ends_with_a_second_factor(client, language, words):
    ada = person(has_app=False, speaks=language)
    other = browser()
    for each in (client, other):
        assert give_password(each, ada).url == ADMIN
    assert client.get(ADMIN).url == FACTORS
    assert words in client.get(FACTORS).content.decode()
    page = client.get(f"{FACTORS}app/")
    secret = page.context["form"].secret
    assert client.post(f"{FACTORS}app/", {"code": "12"}).status_code == 422
    done = client.post(f"{FACTORS}app/", {"code": code_at(secret, step_now())})
    shown = client.get(done.url)
    assert len(shown.context["unused_codes"]) == 10
    assert shown.context["unused_codes"][0] in shown.content.decode()
    assert shown.context["unused_codes"][0] not in client.get(done.url).content.decode()
    assert client.get(ADMIN).status_code == 200
    assert other.get(ADMIN).url.startswith(LOGIN)


def test_who_got_in_by_a_password_before_has_to_sign_in_anew():
    ada = person(has_app=False)
    half = browser()
    give_password(half, ada)
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "x"})  # elsewhere
    assert half.get(ADMIN).url == LOGIN
    assert half.get(FACTORS).url.startswith(LOGIN)


def test_secrets_are_sealed_at_rest():
    ada = person()
    Authenticator(user=ada, type="recovery_codes").wrap().activate(ada)
    for row in Authenticator.objects.filter(user=ada):
        assert SECRET not in str(row.data)
        assert row.wrap()


def test_the_only_factor_stays(client):
    ada = person()
    sign_in(client, ada)
    client.post("/admin/confirm/", {"password": PASSWORD})
    assert b"only second factor" in client.get(f"{FACTORS}app/remove/").content
    client.post(f"{FACTORS}app/remove/")
    assert Authenticator.objects.filter(user=ada, type="totp").exists()


def test_factors_change_only_after_the_password_is_typed_once_more(client):
    ada = person()
    sign_in(client, ada)
    for path in ("app/remove/", "passkey/", "codes/new/"):
        assert client.get(FACTORS + path).url.startswith("/admin/confirm/")
    assert client.post("/admin/confirm/", {"password": "no"}).status_code == 422
    client.post("/admin/confirm/", {"password": PASSWORD})
    assert client.get(f"{FACTORS}passkey/").status_code == 200


JUNK = ["", "null", "[]", '"x"', "{", '{"id": 1}', '{"rawId": "AA", "response": {}}', "{}\0"]


@pytest.mark.parametrize("junk", JUNK)
def test_what_no_key_said_is_refused(client, junk):
    ada = person()
    half = browser()
    give_password(half, ada)
    half.get(CODE)
    assert half.post(CODE, {"credential": junk}).status_code == 422
    sign_in(client, ada)
    client.post("/admin/confirm/", {"password": PASSWORD})
    client.get(f"{FACTORS}passkey/")
    answer = client.post(f"{FACTORS}passkey/", {"name": "key", "credential": junk})
    assert answer.status_code == 422


@pytest.mark.parametrize("typed", ["", "a\0b", "x" * 5_000, "‮ada", "12345'--"])
def test_nothing_typed_breaks_the_way_in(client, typed):
    assert client.post(LOGIN, {"login": typed, "password": typed}).status_code == 422
    give_password(client, person())
    assert client.post(CODE, {"code": typed}).status_code == 422


def test_nobody_signs_up_and_no_password_is_mailed(client):
    for path in ("signup/", "password_reset/", "password_reset/confirm/MQ/x-y/", "password/reset/"):
        assert client.get(ADMIN + path).status_code in {302, 404}
        answer = client.post(ADMIN + path, {"email": "ada@example.org"}, follow=True)
        assert answer.status_code == 404 or answer.request["PATH_INFO"] == LOGIN
    facts = {"username": person().username, "password": PASSWORD}
    assert client.post("/en/_util/login/", facts).status_code == 404
