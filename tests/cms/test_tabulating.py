"""Wagtail's lists leave as CSV without formulas, and its embeds fetch nothing."""

import csv
from io import StringIO

import pytest

from tests import making

pytestmark = pytest.mark.django_db


def test_a_headline_is_no_formula_in_wagtails_lists(staff):
    making.go_live(making.draft_post(title='=HYPERLINK("//evil.example")'))
    answer = staff("Editors").get("/admin/reports/aging-pages/?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert '\'=HYPERLINK("//evil.example")' in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_no_door_fetches_what_another_site_embeds(staff):
    sent = {"embed-chooser-url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}
    answer = staff("Editors").post("/admin/embeds/chooser/upload/", sent)
    assert "Cannot find an embed for this URL" in answer.content.decode()
