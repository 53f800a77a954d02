"""Sessions: listed by days, ended by their owner, by who may, and by a new password."""

import pytest
from django.conf import settings

from tests import making
from tests.users.people import ADMIN, LOGIN, PASSWORD, browser, person
from users.models import StaffSession
from users.second_factor import MARK
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db
ACCESS = "/admin/access/"


def signed_in(someone):
    return making.sign_in(browser(), someone)


def of(someone) -> str:
    return f"{ACCESS}{someone.pk}/"


def test_the_table_logs_nobody_in():
    ada = signed_in(person())
    row = StaffSession.objects.get()
    key = ada.cookies[settings.SESSION_COOKIE_NAME].value
    assert key not in (row.session_key, row.session_data)
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get(ADMIN).url.startswith(LOGIN)
    assert ada.get(ADMIN).status_code == 200


def test_one_sees_ones_sessions_and_ends_another():
    ada = person()
    here, there = signed_in(ada), signed_in(ada)
    page = here.get(ACCESS)
    [other] = [each for each in page.context["sessions"] if not each["is_this"]]
    here.post(ACCESS, {"deed": "end", "session": other["digest"]})
    assert there.get(ADMIN).url.startswith(LOGIN)
    assert here.get(ADMIN).status_code == 200
    entry = AuditEntry.objects.get(deed="staff.sessions_ended")
    assert (entry.subject, entry.actor, entry.numbers) == (ada.pk, ada.pk, {"sessions": 1})


def test_nobody_ends_the_session_of_somebody_else_by_its_digest():
    ada, eve = signed_in(person()), signed_in(person())
    row = StaffSession.objects.exclude(owner=eve.get(ACCESS).context["person"]).get()
    eve.post(ACCESS, {"deed": "end", "session": row.session_key})
    eve.post(ACCESS, {"deed": "end", "session": "\0" * 99})
    assert ada.get(ADMIN).status_code == 200


def test_an_administrator_ends_the_sessions_of_another_and_an_editor_does_not():
    ada = person()
    session, editor, boss = signed_in(ada), signed_in(person()), signed_in(person("Administrators"))
    assert editor.get(of(ada)).status_code == 302
    editor.post(of(ada), {"deed": "end_all"})
    assert session.get(ADMIN).status_code == 200
    boss.post(of(ada), {"deed": "end_all"})
    assert session.get(ADMIN).url.startswith(LOGIN)


def test_nobody_but_a_superuser_reaches_a_superuser():
    boss, root = person("Administrators"), person("Administrators", is_superuser=True)
    signed_in(root)
    for deed in ("end_all", "reset", "invite"):
        signed_in(boss).post(of(root), {"deed": deed})
    assert root.sessions.exists()
    assert root.authenticator_set.exists()
    assert not hasattr(root, "invitation")
    for path in ("new/", f"edit/{root.pk}/"):
        facts = {"username": "new", "is_superuser": "on"}
        assert signed_in(boss).post(f"/admin/users/{path}", facts).status_code == 302


def test_a_new_password_ends_all_sessions_but_the_one_that_set_it():
    ada = person()
    here, there = signed_in(ada), signed_in(ada)
    facts = {
        "old_password": PASSWORD,
        "new_password1": "x4 cold rain",
        "new_password2": "x4 cold rain",
    }
    form = {f"password-{name}": value for name, value in facts.items()}
    form |= {"name_email-first_name": "Ada", "name_email-last_name": "L"}
    form |= {"name_email-email": "ada@example.org", "theme-theme": "system"}
    form |= {"theme-density": "default", "theme-contrast": "system"}
    form |= {"locale-preferred_language": "en", "locale-current_time_zone": "UTC"}
    answer = here.post("/admin/account/", form)
    assert answer.status_code == 302, answer.context["panels_by_tab"]
    assert there.get(ADMIN).url.startswith(LOGIN)
    assert here.get(ADMIN).status_code == 200
    assert here.session[MARK] == ada.pk
    assert AuditEntry.objects.filter(deed="staff.password_changed", subject=ada.pk).exists()
