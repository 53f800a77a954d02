"""Every door of the documents: what is not what its name says is refused, and told so kindly."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document

from cms.receiving import MOST_PARTS, plain_title
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(document.domain)</script>"
TYPES = "[Content_Types].xml"
ODT, EPUB = b"application/vnd.oasis.opendocument.text", b"application/epub+zip"


def packed(*parts: tuple[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return content.getvalue()


def word(*more: tuple[str, bytes]) -> bytes:
    return packed((TYPES, b"<Types/>"), ("word/document.xml", b"<w:document/>"), *more)


def swollen() -> bytes:
    """300 MB of nothing in 300 kB, as parts that are packed well."""
    return word(*((f"word/media/{number}.bin", bytes(30 * 1024 * 1024)) for number in range(10)))


GOOD = {
    "report.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "letter.docx": word(),
    "table.xlsx": packed((TYPES, b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")),
    "letter.odt": packed(("mimetype", ODT), ("content.xml", b"<office/>")),
    "book.epub": packed(("mimetype", EPUB), ("META-INF/container.xml", b"<container/>")),
    "letter.rtf": b"{\\rtf1\\ansi Se\\'f1or}",
    "notes.txt": "Ñandú · 小龙 · سلام\r\n".encode(),
    "windows.csv": "nombre;año\r\nPeña;2026\r\n".encode("cp1252"),
    "excel.txt": "nombre\taño\r\n".encode("utf-16"),
}
UNLIKE = {
    "a page as PDF": ("a.pdf", b"<html>" + SCRIPT),
    "a page before its PDF": ("a.pdf", SCRIPT + b"\n%PDF-1.7\n"),
    "a program as text": ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00"),
    "a picture as table": ("a.csv", b"GIF89a\x01\x00\x01\x00"),
    "a page as letter": ("a.docx", b"<html>" + SCRIPT),
    "a page before its letter": ("a.docx", SCRIPT + word()),
    "a program packed as letter": ("a.docx", packed(("setup.exe", b"MZ"))),
    "a table as letter": ("a.docx", GOOD["table.xlsx"]),
    "a book as letter": ("a.odt", GOOD["book.epub"]),
    "a letter cut short": ("a.docx", word()[:120]),
    "a part outside": ("a.docx", word(("../../home/.profile", b"x"))),
    "an old letter": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
    "a script as RTF": ("a.rtf", b"#!/bin/sh\nrm -rf /"),
    "half a mark": ("a.txt", b"\xff\xfea"),
}
HEAVY = {
    "a letter that swells": ("a.docx", swollen, "too large when somebody opens it"),
    "a letter of too many parts": (
        "a.docx",
        lambda: word(*((f"word/{number}", b"") for number in range(MOST_PARTS))),
        "too large when somebody opens it",
    ),
    "a letter with macros": ("a.docx", lambda: word(("word/vbaProject.bin", b"x")), "macros"),
    "an empty file": ("a.pdf", lambda: b"", "The submitted file is empty"),
    "too many bytes": ("a.pdf", lambda: b"%PDF-" + bytes(20 * 1024 * 1024), "too big"),
    "a page": ("a.html", lambda: SCRIPT, "is not allowed"),
    "a drawing": ("a.svg", lambda: b"<svg onload='x()'/>", "is not allowed"),
    "a page under two endings": ("a.pdf.html", lambda: b"%PDF-1.7", "is not allowed"),
}


def upload(browser, name: str, content: bytes):
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    return browser.post("/admin/documents/add/", {"title": "My title", "file": file})


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_taken_and_served_to_be_stored(name, staff, reader):
    upload(staff("Editors"), name, GOOD[name])
    served = reader.get(Document.objects.get().url)
    assert b"".join(served.streaming_content) == GOOD[name]
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    policy = served.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(policy)


@pytest.mark.parametrize("what", UNLIKE)
def test_what_is_not_what_its_name_says_is_refused(what, staff):
    name, content = UNLIKE[what]
    browser = staff("Editors")
    told = text_of(upload(browser, name, content))
    assert "This file is not what its name says" in told
    assert 'value="My title"' in told, "what was typed is still there"
    making.speak(browser.user, "es")
    assert "Este archivo no es lo que dice su nombre" in text_of(upload(browser, name, content))
    assert not Document.objects.exists()


@pytest.mark.parametrize("what", HEAVY)
def test_what_is_too_much_or_could_run_is_refused_by_name(what, staff):
    name, content, said = HEAVY[what]
    assert said in text_of(upload(staff("Editors"), name, content()))
    assert not Document.objects.exists()


def test_every_door_asks(staff):
    """One by one, many at once, from a chooser, and in the place of another file."""
    browser = staff("Editors")
    bad = UNLIKE["a page before its PDF"]

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile(*bad, "application/pdf")

    headers = {"X-Requested-With": "XMLHttpRequest"}
    sent = {"files[]": file(), "title": "A", "collection": "1"}
    many = browser.post("/admin/documents/multiple/add/", sent, headers=headers)
    assert "not what its name says" in many.json()["error_message"]
    prefix = "document-chooser-upload"
    address = reverse("wagtaildocs_chooser:create")
    chosen = browser.post(address, {f"{prefix}-title": "A", f"{prefix}-file": file()})
    assert "not what its name says" in chosen.content.decode()
    upload(browser, "a.pdf", GOOD["report.pdf"])
    document = Document.objects.get()
    edited = browser.post(f"/admin/documents/edit/{document.pk}/", {"title": "A", "file": file()})
    assert "not what its name says" in text_of(edited)
    document.refresh_from_db()
    assert document.file.open().read() == GOOD["report.pdf"]


@pytest.mark.parametrize(
    "name", ["a\0b.txt", "\u202etxt.exe.txt", "../../etc/passwd.txt", "ñandú.txt"]
)
def test_a_name_is_cleaned(name, staff, reader):
    """Neither a mark that turns it round, nor a way out of its folder, nor a line of its own."""
    upload(staff("Editors"), name, b"text")
    document = Document.objects.get()
    assert document.file.name.startswith("documents/")
    assert not set("\0\u202e\r\n/") & set(document.filename)
    served = reader.get(document.url)
    assert served.status_code == 200
    assert "\n" not in served.headers["Content-Disposition"]


def test_a_title_shows_all_its_marks():
    assert plain_title("Report \u202efdp.exe\u0007 ") == "Report fdp.exe"
    assert plain_title("👩‍👧 Ñandú سلام") == "👩‍👧 Ñandú سلام"
