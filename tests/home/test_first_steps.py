"""First steps: from the console's link to a newsroom for readers, for superusers alone."""

import hashlib
import re
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from pyrage import decrypt, x25519
from wagtail.models import Site

from cms.actors import acting_as
from home.beginning import parts
from home.models import HomePage, StandardPage
from home.seeding import demo_logins, seed
from home.trying import make_demo
from news.models import PostPage
from outbox.openings import Opening
from tests import making
from tests.users.people import SECRET, person
from users.codes import give_app
from users.models import User
from vault.auditing import noted
from vault.custody import export
from vault.identities import recipient_of
from vault.keystore import keystore

pytestmark = pytest.mark.django_db
STEPS, KEYS, MAIL = "/admin/first-steps/", "/admin/first-steps/keys/", "/admin/first-steps/mail/"
SCREENS = (STEPS, KEYS, MAIL)


@pytest.fixture
def boss():
    """An administrator with a second factor, in their browser."""
    made = person("Administrators", is_superuser=True, email="boss@example.org")
    return making.sign_in(Client(), made)


def done() -> set[str]:
    return {part.key for part in parts() if part.is_done}


def test_the_consoles_link_leads_past_password_and_second_factor_to_the_first_steps():
    said = StringIO()
    call_command("createadmin", "nadia", stdout=said)
    link = said.getvalue().split()[0].removeprefix("http://testserver")
    browser = Client()
    browser.post(link, {"password": "x4 cold rain", "again": "x4 cold rain"})
    assert browser.get(STEPS).url == "/admin/factors/"
    nadia = User.objects.get(username="nadia")
    give_app(nadia, SECRET)
    making.sign_in(browser, nadia)
    assert STEPS in browser.get("/admin/").content.decode()
    assert browser.get(STEPS).status_code == 200
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("group", ["Administrators", "Editors"])
def test_nobody_but_a_superuser_sees_what_is_unsafe(path, group):
    browser = making.sign_in(Client(), person(group))
    for answer in (browser.get(path), browser.post(path, {"deed": "code", "code": "1"})):
        assert answer.status_code in {302, 403}
    assert "first-steps" not in browser.get("/admin/").content.decode()
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Both front pages"), ("es", "Las dos portadas")]
)
def test_the_page_shows_what_is_left_in_the_language_of_who_looks(boss, language, said, settings):
    making.speak(User.objects.get(is_superuser=True), language)
    settings.MAIL_SERVER = {"host": "planted.example.org"}
    body = boss.get(STEPS).content.decode()
    assert said in body
    assert "EMAIL_URL" in body
    assert "planted" not in body
    for path in (KEYS, MAIL):
        assert boss.get(path).status_code == 200


def test_a_part_is_done_when_it_is_so_and_no_sooner(boss):
    assert not done() & {"name", "fronts", "people", "pages"}
    Site.objects.update(site_name="Bahía Plural")
    HomePage.objects.filter(locale__language_code="en").update(tagline="News of the bay")
    assert "fronts" not in done()
    HomePage.objects.update(tagline="News of the bay")
    person("Administrators", is_superuser=True, has_app=False)
    assert done() >= {"name", "fronts"}
    assert "people" not in done()
    give_app(User.objects.filter(is_superuser=True).latest("pk"), SECRET)
    assert "people" in done()


def test_pages_are_drafted_once_and_a_draft_is_not_done(boss):
    for _again in range(2):
        assert boss.post(STEPS, {"deed": "draft"}).url == STEPS
    drafts = StandardPage.objects.filter(locale__language_code="en", live=False)
    assert drafts.count() == 2
    assert "pages" not in done()
    with acting_as("seed"):
        for page in drafts:
            page.save_revision().publish()
    assert "pages" in done()


def test_a_copy_of_the_keys_counts_once_somebody_has_opened_it(boss, tmp_path, settings):
    settings.KEYSTORE_URL, settings.ERASURES_DIR = f"file://{tmp_path}/keys", f"{tmp_path}/gone"
    keystore().put(f"petition-{uuid.UUID(int=1)}", b"first")
    identity = x25519.Identity.generate()
    made = export(tmp_path / "copy.age", str(recipient_of(str(identity.to_public()))))
    assert "keys" not in done()
    wrong = boss.post(KEYS, {"deed": "prove", "digest": "0" * 64})
    assert wrong.status_code == 422
    assert "0" * 64 in wrong.content.decode()
    read = hashlib.sha256(decrypt((tmp_path / "copy.age").read_bytes(), [identity])).hexdigest()
    assert read == made.digest
    assert boss.post(KEYS, {"deed": "prove", "digest": f"{read}  -"}).url == STEPS
    assert "keys" in done()
    assert noted(int(read[:15], 16), "keys.proven")


def test_a_code_that_came_by_mail_opens_broadcasts(boss, smtp_sink, settings):
    settings.INBOX_DIR = ""
    assert boss.post(MAIL, {"deed": "mail", "to": "boss@example.org"}).url == MAIL
    [mail] = smtp_sink.received
    code = re.search(r"\d{6}", str(mail.message["Subject"]))[0]
    wrong = boss.post(MAIL, {"deed": "code", "code": "12345x"})
    assert wrong.status_code == 422
    assert "12345x" in wrong.content.decode()
    assert boss.post(MAIL, {"deed": "code", "code": code}).url == STEPS
    assert Opening.objects.get().opened_at
    assert boss.post(MAIL, {"deed": "code", "code": code}).status_code == 422


@pytest.mark.parametrize(
    "typed", ["", "\0", "a" * 5000, "ñ" * 64, "<script>", "a@b\r\nBcc: c@d.org"]
)
def test_bad_input_is_answered_kindly(boss, typed, smtp_sink):
    for path, deed, name in (
        (KEYS, "prove", "digest"),
        (MAIL, "mail", "to"),
        (MAIL, "code", "code"),
    ):
        answer = boss.post(path, {"deed": deed, name: typed})
        assert answer.status_code == 422
        assert "<script>" not in answer.content.decode().partition("</head>")[2].split("desk")[-1]
    assert boss.post(MAIL, {"deed": typed}).status_code == 302
    assert not smtp_sink.received


def test_an_empty_newsroom_may_be_filled_with_the_demo_by_who_is_sure(boss, heard):
    assert "Fill it with the demo" in boss.get(STEPS).content.decode()
    boss.post(STEPS, {"deed": "demo"})
    assert heard == []
    boss.post(STEPS, {"deed": "demo", "sure": "1"})
    assert heard == ["home.make_demo"]


def test_a_newsroom_with_a_story_has_no_door_to_the_demo(boss, heard):
    making.post()
    assert "Fill it with the demo" not in boss.get(STEPS).content.decode()
    answer = boss.post(STEPS, {"deed": "demo", "sure": "1"}, follow=True)
    assert "already" in answer.content.decode()
    assert heard == []


def test_whoever_was_quicker_has_made_the_demo_or_written_something():
    making.post()
    before = PostPage.objects.count()
    make_demo()
    assert PostPage.objects.count() == before


@pytest.mark.slow
def test_the_demo_is_there_once_and_closes_its_own_accounts_alone(monkeypatch):
    colleagues: list[User] = []  # who gets an account while it is made
    mine = person("Administrators", is_superuser=True)
    User.objects.filter(pk=mine.pk).update(username="administrator")
    monkeypatch.setattr("home.seeding.seed_live", lambda: colleagues.append(person()))
    make_demo()
    stories = PostPage.objects.live().count()
    assert stories >= 14
    make_demo()
    assert PostPage.objects.live().count() == stories
    assert [each for each in User.objects.filter(username__in=logins()) if each.is_active] == [mine]
    assert User.objects.get(pk=colleagues[0].pk).is_active


def logins() -> list[str]:
    return [name for _role, name, *_rest in demo_logins()]


@pytest.fixture
def heard(monkeypatch):
    names: list[str] = []
    monkeypatch.setattr("home.trying.ring", names.append)
    return names


def test_nobody_of_that_demo_can_come_in():
    next(seed(may_log_in=False))
    people = User.objects.filter(username__in=logins())
    assert len(people) == len(demo_logins())
    assert not any(each.is_superuser for each in people)
    assert not any(each.has_usable_password() for each in people)
