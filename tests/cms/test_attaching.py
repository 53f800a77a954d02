"""Documents: editors upload what runs nowhere; readers are told what they will download."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection

from tests import making

pytestmark = pytest.mark.django_db
Document = get_document_model()


def upload(browser, name: str):
    facts = {
        "title": "Letter",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile(name, b"%PDF-1.4" + b" " * 2_048),
    }
    return browser.post(reverse("wagtaildocs:add"), facts)


def test_an_editor_uploads_a_document_and_readers_see_its_type_and_size(staff, reader):
    assert upload(staff("Editors"), "letter.pdf").status_code == 302
    part = {"document": Document.objects.get(), "title": "The letter", "note": "In Spanish"}
    page = making.go_live(making.draft_post(body=[("document", part)]))
    body = reader.get(page.url).content.decode()
    assert f'href="{part["document"].url}">The letter' in body
    assert "<span>PDF</span>" in body
    assert "2.0" in body


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "noname"])
def test_what_a_browser_would_run_is_no_document(staff, name):
    assert upload(staff("Editors"), name).status_code == 200
    assert not Document.objects.exists()


def test_a_translator_may_choose_a_document_but_not_upload_one(staff):
    translator = staff("Translators into Spanish")
    assert upload(translator, "letter.pdf").status_code == 302
    assert not Document.objects.exists()
    assert translator.get(reverse("wagtaildocs_chooser:choose")).status_code == 200
