"""A link lets somebody choose a password, once, for some days."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from tests import making
from tests.users.people import ADMIN, CODE, FACTORS, browser, code, give_password, person
from users.inviting import InvitationUsed, accept, invitation_of, invite, link_of
from users.models import Invitation, User
from vault.auditing import noted
from vault.tokens import TokenExpired, TokenUnknown

pytestmark = pytest.mark.django_db
CHOSEN = {"password": "x4 cold rain", "again": "x4 cold rain"}


def path_of(link: str) -> str:
    return link.removeprefix("http://testserver")


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_an_account_begins_with_a_link_that_is_shown_once_and_mailed(mailoutbox):
    boss = making.sign_in(browser(), person("Administrators"))
    facts = {"username": "nadia", "email": "nadia@example.org", "first_name": "N", "last_name": "R"}
    page = boss.post("/admin/users/new/", facts)
    nadia = User.objects.get(username="nadia")
    assert page.context["link"] in page.content.decode()
    [mail] = mailoutbox
    assert page.context["link"] in mail.body
    assert not nadia.has_usable_password()
    assert [entry.actor for entry in noted(nadia.pk, "staff.invited")] == [
        boss.session["second_factor"]
    ]
    there = browser()
    path = path_of(page.context["link"])
    assert there.get(path).status_code == there.get(path).status_code == 200
    assert there.post(path, CHOSEN).url == ADMIN
    assert there.get(ADMIN).url == FACTORS


def test_a_link_is_used_once():
    ada = person(has_app=False)
    link = invite(ada, by=None)
    early, late = invitation_of(token_of(link)), invitation_of(token_of(link))
    accept(early, "x4 cold rain")
    with pytest.raises(InvitationUsed):
        accept(late, "another cold rain")
    assert browser().get(path_of(link)).status_code == 410
    assert browser().post(path_of(link), CHOSEN).status_code == 410
    ada.refresh_from_db()
    assert ada.check_password("x4 cold rain")


def test_a_newer_link_ends_the_one_before_and_a_lost_one_goes_stale():
    ada = person(has_app=False)
    old, new = invite(ada, by=None), invite(ada, by=None)
    with pytest.raises(TokenUnknown):
        invitation_of(token_of(old))
    row = Invitation.objects.get(user=ada)
    row.good_until -= timedelta(days=9)
    row.save()
    with pytest.raises(TokenUnknown):
        invitation_of(token_of(new))
    with pytest.raises(TokenExpired):
        invitation_of(token_of(link_of(row)))
    assert browser().get(path_of(link_of(row))).status_code == 410


def test_a_link_is_no_second_factor():
    ada = person()
    there = browser()
    assert there.post(path_of(invite(ada, by=None)), CHOSEN).url == CODE
    assert there.get(ADMIN).status_code == 302
    assert there.post(CODE, {"code": code()}).url == ADMIN


@pytest.mark.parametrize("typed", ["", "short", "12345678", "a\0b cold rain", "x" * 2_000])
def test_a_poor_password_is_refused_and_the_link_stays_good(typed):
    path = path_of(invite(person(has_app=False), by=None))
    assert browser().post(path, {"password": typed, "again": typed}).status_code == 422
    assert browser().post(path, CHOSEN | {"again": "other"}).status_code == 422
    assert browser().get(path).status_code == 200


@pytest.mark.parametrize("token", ["x", "a.b.c.d", "\0", "AAAAAAAAAAAAAAAAAAAAAA.ffff.k1.AAAA"])
def test_a_made_up_link_leads_nowhere(token):
    assert browser().get(f"/admin/welcome/{token}/").status_code in {404, 410}


def test_lost_factors_are_taken_away_by_another_who_may_and_never_by_oneself():
    ada, boss = person(), person("Administrators")
    session = making.sign_in(browser(), ada)
    page = making.sign_in(browser(), boss)
    page.post(f"/admin/access/{boss.pk}/", {"deed": "reset"})
    assert Authenticator.objects.filter(user=boss).exists()
    page.post(f"/admin/access/{ada.pk}/", {"deed": "reset"})
    assert not Authenticator.objects.filter(user=ada).exists()
    assert session.get(ADMIN).status_code == 302
    [entry] = noted(ada.pk, "staff.factors_reset")
    assert (entry.actor, entry.numbers) == (boss.pk, {"factors": 1})
    assert give_password(session, ada).url == ADMIN
    assert session.get(ADMIN).url == FACTORS


def test_the_console_makes_the_first_account_and_resets_factors(capsys, settings):
    call_command("createadmin", "root")
    link = capsys.readouterr().out.split()[0]
    assert browser().post(path_of(link), CHOSEN).url == ADMIN
    root = User.objects.get(username="root")
    assert root.is_superuser
    ada = person()
    call_command("reset_factors", ada.username)
    assert not Authenticator.objects.filter(user=ada).exists()
    for wrong in (("reset_factors", "nobody"), ("createadmin", "no spaces here"), ("code", "root")):
        with pytest.raises(CommandError):
            call_command(*wrong)


def test_the_code_of_a_demo_log_in_is_told_with_debug_only(capsys, settings):
    ada = person()
    with pytest.raises(CommandError):
        call_command("code", ada.username)
    settings.DEBUG = True
    call_command("code", ada.username)
    assert capsys.readouterr().out.split()[0] in {code(-1), code()}
