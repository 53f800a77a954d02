"""The screens of lists, collections and printed sheets, in both languages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns import planning
from campaigns.collected import Collection
from campaigns.importing import import_part
from campaigns.models import Signature
from campaigns.sheets import Sheet, SheetPart
from campaigns.undoing import undo_batch
from tests import making
from tests.campaigns.lists import listed, taken_in
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
LIST = "name,email,zip\nMaría Peña,maria@example.org,02118\nAna Díaz,,02118\nANA DIAZ,,02118\n"


@pytest.fixture
def browser(staff):
    return staff("Campaigners")


def send(browser, petition, content=LIST, **fields):
    raw = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("list.csv", raw)
    facts = {"language": "es", "page": "7", "place": "Chelsea"} | fields
    return browser.post(f"/admin/sheets/upload/{petition.pk}/", {"file": file, **facts})


@pytest.fixture
def sheet(browser, petition):
    assert send(browser, petition).status_code == 302
    return Sheet.objects.get()


def test_from_the_file_to_the_numbers_to_nothing(browser, sheet):
    address = f"/admin/sheets/{sheet.pk}/"
    waits = browser.get(address)
    assert "no-store" in waits.headers["Cache-Control"]
    assert "maria@example.org" in text_of(waits)
    assert "Leave out row 4" in text_of(waits)
    browser.post(address, {"deed": "start", "leave_out": ["4", "x"]})
    running = browser.get(address)
    assert running.headers["Refresh"] == "3"
    assert "María" not in text_of(running)
    while import_part(sheet.pk):
        pass
    assert "<li>2 new</li>" in text_of(browser.get(address))
    assert Signature.objects.count() == 2
    browser.post(f"/admin/rally/undo/{sheet.collection_id}/")
    while undo_batch(sheet.collection_id):
        pass
    assert not Signature.objects.exists()
    assert "Undone" in text_of(browser.get("/admin/rally/"))


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("Ana,ana@example.org\nEva,eva@example.org\n", ("1 nueva", "1 ya había firmado")),
        (
            "Ana,ana@example.org\nBo,bo@example.org\nEva,eva@example.org\nFay,f@example.org\n",
            ("2 nuevas", "2 ya habían firmado"),
        ),
    ],
    ids=["one", "more"],
)
def test_numbers_and_their_words_agree_in_spanish(browser, petition, people, said):
    making.speak(browser.user, "es")
    taken_in(listed(petition, "name,email\nAna,ana@example.org\nBo,bo@example.org\n"))
    sheet = listed(petition, f"name,email\n{people}")
    waits = text_of(browser.get(f"/admin/sheets/{sheet.pk}/"))
    for phrase in said:
        assert f"<li>{phrase}</li>" in waits
    assert "<td>nueva</td>" in waits


def test_all_that_are_perhaps_here_already_are_left_out_by_one_box(browser, petition, monkeypatch):
    monkeypatch.setattr(planning, "SHOWN_PROBLEMS", 2)
    people = "".join(f"Neighbor {number},02118\n" for number in range(5))
    taken_in(listed(petition, f"name,zip\n{people}"))
    sheet = listed(petition, f"name,zip\n{people}Eva,02118\nFay,02118\n")
    address = f"/admin/sheets/{sheet.pk}/"
    waits = text_of(browser.get(address))
    assert "5 rows are perhaps twice. The first 2 are listed here." in waits
    assert waits.count('name="leave_out"') == 2
    browser.post(address, {"deed": "start", "leave_out": ["7"], "leave_out_doubtful": "on"})
    while import_part(sheet.pk):
        pass
    assert sheet.collection.signatures.count() == 1
    assert Signature.objects.count() == 6


def test_columns_are_named_by_hand(browser, petition):
    send(browser, petition, "wer,wo\nAna Díaz,02118\n")
    sheet = Sheet.objects.get()
    address = f"/admin/sheets/{sheet.pk}/"
    browser.post(address, {"deed": "start"})
    sheet.refresh_from_db()
    assert sheet.state == Sheet.State.MAPPING
    assert browser.post(address, {"deed": "columns", "email": "0"}).status_code == 422
    assert browser.post(address, {"deed": "columns", "name": "9"}).status_code == 422
    browser.post(address, {"deed": "columns", "name": "0", "zip": "1"})
    assert "<li>1 new</li>" in text_of(browser.get(address))


def test_a_list_that_is_not_wanted_is_destroyed(browser, sheet):
    browser.post(f"/admin/sheets/{sheet.pk}/", {"deed": "cancel"})
    assert not SheetPart.objects.exists()
    assert browser.get(f"/admin/sheets/{sheet.pk}/").status_code == 200
    browser.post(f"/admin/sheets/{sheet.pk}/", {"deed": "start"})
    assert not import_part(sheet.pk)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no tiene filas"),
        (b"name\n", "no tiene filas"),
        (b"PK\x03\x04", "no es un archivo CSV"),
        (b"a\0b\nc\0d\n", "no es un archivo CSV"),
        (b"x" * (10 * 1024 * 1024 + 1), "más de 10 MB"),
        (b"x" * (11 * 1024 * 1024), "hasta 10 MB"),
    ],
    ids=["empty", "headings", "spreadsheet", "zeros", "large", "huge"],
)
def test_a_bad_file_is_explained_in_the_persons_language(browser, petition, content, said):
    making.speak(browser.user, "es")
    answer = send(browser, petition, content)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Collection.objects.exists()


def test_a_large_file_stays_in_memory(browser, petition, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    rows = "".join(f"Neighbor {number} {'of Chelsea' * 8},\n" for number in range(40_000))
    answer = send(browser, petition, f"name,email\n{rows}")
    assert answer.status_code == 302
    assert Sheet.objects.get().rows == 40_000


def test_the_token_is_asked_for_all_the_same(browser, petition):
    strict = Client(enforce_csrf_checks=True)
    making.sign_in(strict, browser.user)
    assert send(strict, petition).status_code == 403


def test_a_sealed_petition_is_told_why(browser):
    sealed = making.petition(exposure="sealed")
    answer = send(browser, sealed)
    assert answer.status_code == 409
    assert "A sealed petition takes no lists" in text_of(answer)


@pytest.mark.parametrize("group", ["Editors", "Translators into Spanish", "Administrators"])
def test_others_may_neither_look_nor_do(staff, group, sheet, petition):
    other = staff(group)
    for address in (
        "rally/",
        f"sheets/{sheet.pk}/",
        f"sheets/upload/{petition.pk}/",
        f"rally/undo/{sheet.collection_id}/",
        f"rally/paper/{petition.pk}/es/",
    ):
        for answer in (other.get(f"/admin/{address}"), other.post(f"/admin/{address}")):
            assert answer.status_code in {302, 403}
            assert "maria@" not in text_of(answer)
    assert Collection.objects.get().undo_asked_at is None


def test_a_sheet_is_printed_in_each_language(browser, campaign):
    petition = campaign["en"].petition
    for language in ("en", "es"):
        answer = browser.get(f"/admin/rally/paper/{petition.pk}/{language}/")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert browser.get(f"/admin/rally/paper/{petition.pk}/fr/").status_code == 404


def test_the_screens_speak_spanish(browser, campaign, sheet):
    making.speak(browser.user, "es")
    for address in ("rally/", f"sheets/{sheet.pk}/", f"rally/undo/{sheet.collection_id}/"):
        screen = text_of(browser.get(f"/admin/{address}"))
        assert "Reunidas en persona" in screen
        assert "signature" not in screen.lower().split("<main")[-1].replace("signatures", "")
