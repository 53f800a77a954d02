"""The screens of supporters and their lists, in both languages, and the list on its way out."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from supporters.bringing import bring_part
from supporters.brought_lists import BroughtList, ListPart
from supporters.leaving import leave
from supporters.models import Newcomer, Supporter
from supporters.taking_back import undo_part
from tests import making
from tests.supporters.lists import ACTION_NETWORK, brought, people, taken_in, told
from tests.supporters.mailbox import ANA, pending, subscribed, text_of
from vault.auditing import AuditEntry
from vault.switches import Switch, switch_off

pytestmark = pytest.mark.django_db
HOME = "/admin/supporters/"
SOURCE = "Action Network, Chelsea"


@pytest.fixture
def browser(staff):
    return staff("Campaigners")


def send(browser, content=ACTION_NETWORK, **fields):
    raw = content if isinstance(content, bytes) else content.encode()
    facts = {"source": SOURCE, "holds": "people"} | fields
    file = SimpleUploadedFile("list.csv", raw)
    return browser.post(f"{HOME}lists/upload/", {"file": file, **facts})


def rows_of(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def address(browser) -> str:
    assert send(browser).status_code == 302
    return f"{HOME}lists/{BroughtList.objects.get().pk}/"


def test_the_dry_run_tells_all_lines_or_those_of_one_fate(browser, address):
    waits = browser.get(address)
    assert "no-store" in waits.headers["Cache-Control"]
    assert "It looks like an export of Action Network." in text_of(waits)
    assert ANA in text_of(waits)
    only = text_of(browser.get(f"{address}?fate=gone"))
    assert "eva@example.org" in only
    assert ANA not in only
    for query in ("fate=nonsense", "page=x", "page=99", "page=99999999999999"):
        assert browser.get(f"{address}?{query}").status_code == 200


def test_from_the_file_to_the_numbers_to_nothing(browser, address):
    read = {"deed": "read", "basis": "documented", "reading_language": "en", "column_email": "2"}
    browser.post(address, read | {"given_on": "2020-01-01", "column_language": "9"})
    browser.post(address, {"deed": "start"})
    running = text_of(browser.get(address))
    assert '<noscript><meta http-equiv="refresh"' in running
    assert ANA not in running
    progress = browser.get(f"{address}progress/").json()
    assert (progress["is_moving"], progress["done"], progress["rows"]) == (True, 0, 5)
    while bring_part(BroughtList.objects.get().pk):
        pass
    assert not browser.get(f"{address}progress/").json()["is_moving"]
    assert "<strong>5</strong> taken in" in text_of(browser.get(address))


def test_undo_is_a_button_that_works_once(browser, address):
    brought_here = taken_in(BroughtList.objects.get(), browser.user)
    browser.post(address, {"deed": "undo"})
    while undo_part(brought_here.pk):
        pass
    assert not Newcomer.objects.exists()
    assert "Undone" in text_of(browser.get(address))
    assert "too late" in text_of(browser.post(address, {"deed": "undo"}, follow=True))


def test_the_refused_lines_come_as_a_file_without_formulas(browser):
    subscribed(ANA)
    send(browser, f"{ACTION_NETWORK}=cmd(),x,nobody,,,,,,,\n")
    address = f"{HOME}lists/{BroughtList.objects.get().pk}/"
    rows = rows_of(browser.post(address, {"deed": "refused"}))
    assert rows[0][:3] == ["Line", "Why not", "first_name"]
    assert [row[0] for row in rows[1:]] == ["2", "4", "5", "7"]
    assert rows[-1][2] == "'=cmd()"
    browser.post(address, {"deed": "cancel"})
    assert "rows that were not read yet were destroyed" in text_of(browser.get(address))
    assert not ListPart.objects.exists()
    late = browser.post(address, {"deed": "refused"}, follow=True)
    assert "does not wait any more" in text_of(late)


def test_a_wrong_choice_keeps_what_was_chosen(browser, address):
    answer = browser.post(
        address, {"deed": "read", "basis": "documented", "given_on": "2990-01-01"}
    )
    assert answer.status_code == 422
    assert "has not come yet" in text_of(answer)
    assert browser.post(address, {"deed": "read", "column_email": "99"}).status_code == 422
    assert BroughtList.objects.get().basis == "ask"


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "no tiene filas"), (b"PK\x03\x04", "no es un archivo CSV")]
)
def test_a_bad_file_is_explained_in_the_persons_language(browser, content, said):
    making.speak(browser.user, "es")
    answer = send(browser, content)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not BroughtList.objects.exists()
    assert send(browser, source="").status_code == 422


def test_the_token_is_asked_for_all_the_same(browser):
    strict = Client(enforce_csrf_checks=True)
    making.sign_in(strict, browser.user)
    assert send(strict).status_code == 403


def test_a_list_of_silence_says_what_it_takes(browser):
    send(browser, "Email Address,UNSUB_TIME\nx@example.org,2020-01-01\n", holds="request")
    page = text_of(browser.get(f"{HOME}lists/{BroughtList.objects.get().pk}/"))
    assert "Nothing at all is mailed to them" in page
    assert "May they be mailed?" not in page


@pytest.mark.parametrize("group", ["Editors", "Translators into Spanish"])
def test_others_may_neither_look_nor_do(staff, group, address):
    other = staff(group)
    for path in (HOME, f"{HOME}lists/upload/", address, f"{address}progress/", f"{HOME}export/"):
        for answer in (other.get(path), other.post(path, {"deed": "start"})):
            assert answer.status_code in {302, 403}
    assert HOME not in text_of(other.get("/admin/"))
    assert BroughtList.objects.get().state == "waiting"


def test_the_list_is_taken_out_by_right_logged_and_comes_in_again(browser, staff):
    assert browser.post(f"{HOME}export/").url == "/admin/"
    topic = making.topic("Rent")
    taken_in(brought(ACTION_NETWORK, basis="documented"))
    subscribed("+tag@example.org", "es")
    leave(subscribed("left@example.org", "es"))
    pending("pending@example.org")
    admin = staff("Administrators")
    assert admin.get(f"{HOME}export/").status_code == 405
    answer = admin.post(f"{HOME}export/")
    assert "no-store" in answer.headers["Cache-Control"]
    raw = b"".join(answer.streaming_content).decode()
    rows = {row[0]: row for row in csv.reader(io.StringIO(raw.removeprefix("\ufeff")))}
    assert set(rows) == {"Email Address", ANA, "joe@example.org", "'+tag@example.org"}
    assert rows[ANA][1:7] == ["es", "MA", "Rent", "now", SOURCE, "2021-05-04"]
    entry = AuditEntry.objects.get(deed="supporters.exported")
    assert (entry.actor, entry.numbers) == (admin.user.pk, {"rows": 3})
    Supporter.objects.all().delete()
    again = taken_in(brought(raw, basis="documented"))
    assert told(again) == {"new": 3}
    back = next(each for each in Supporter.objects.all() if each.address() == ANA)
    assert (back.region, back.subscriptions.get().topic) == ("MA", topic.translation_key)


def test_numbers_are_counts_by_language_and_week_and_no_addresses(browser):
    subscribed(ANA, "es")
    subscribed("b@example.org", "en")
    leave(subscribed("c@example.org", "en"))
    pending("d@example.org", "es")
    taken_in(brought(people(3, "")))
    assert Newcomer.objects.count() == 3
    page = " ".join(text_of(browser.get(HOME)).split())
    assert "2 people get our mail" in page
    for cells in ((1, 0, 0, 0), (1, 0, 1, 0), (0, 0, 0, 3)):
        assert "".join(f"<td>{cell}</td>" for cell in cells) in page
    assert "@example.org" not in page


def test_the_numbers_say_why_nobody_is_asked(browser):
    assert "Nobody of a list" not in text_of(browser.get(HOME))
    switch_off(Switch.BULK)
    said = "Nobody of a list is asked at the moment: somebody in charge has stopped it."
    assert said in text_of(browser.get(HOME))


def test_the_screens_speak_spanish(browser, address):
    making.speak(browser.user, "es")
    for path in (HOME, f"{HOME}lists/upload/", address):
        screen = text_of(browser.get(path)).split("<main")[-1]
        assert "Suscriptores" in screen
        for sentence in ("Bring a list", "What will happen", "May they", "will be", "Get mail"):
            assert sentence not in screen
