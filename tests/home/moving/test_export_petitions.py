"""A petition leaves as a public record: what everybody could read, and nothing of who signed."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from campaigns.counting import count
from campaigns.integrity import report
from campaigns.judging_letters import judge_letter
from campaigns.letter_versions import LetterVersion
from campaigns.models import CampaignUpdatePage
from campaigns.signing import confirm, sign
from home.moving.export.leaving import Wish, export_site
from tests import making
from tests.cms.stories import Sample

pytestmark = pytest.mark.django_db
NOTE = {"en": "It now asks for a date.", "es": "Ahora pide una fecha."}


@pytest.fixture
def recorded(petition, campaign, tmp_path):
    """Signed once, its letter changed, an update told; by language its page and its facts."""
    sign(petition, making.wish(language="en"))
    confirm(petition.signatures.get())
    count()
    campaign["en"].letter = "<p>Dear governor, name a date</p>"
    campaign["en"].hero_image = making.picture()
    campaign["en"].hero_alternative = "A hill"
    making.go_live(campaign["en"])
    judge_letter(LetterVersion.objects.get(is_first=False), is_material=True, texts=NOTE, by=None)
    update = CampaignUpdatePage(
        title="They have it",
        slug="they-have-it",
        summary="A word.",
        body=[each for each in Sample(campaign["en"]).story() if each[0] != "campaign_call"],
    )
    campaign["en"].add_child(instance=update)
    making.go_live(update)
    report(petition)
    export_site(tmp_path / "out", Wish())
    return {code: _read(tmp_path / "out" / "petitions", page) for code, page in campaign.items()}


def _read(folder: Path, page) -> tuple[str, dict]:
    name = f"{page.slug}-{page.locale.language_code}"
    html = (folder / f"{name}.html").read_text(encoding="utf-8")
    return html, json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


class Asked(HTMLParser):
    """What a browser would fetch by itself, and what could act."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.acting: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag in {"script", "iframe", "form", "link", "object"}:
            self.acting.append(tag)
        self.acting += [name for name, _value in attrs if name.startswith("on")]
        self.fetched += [value for name, value in attrs if name in {"src", "srcset", "poster"}]


def test_a_record_says_what_the_pages_said(recorded):
    html, facts = recorded["en"]
    for said in (
        *("Hands off our fingerprints", "Dear governor, name a date", "An earlier letter"),
        *("<p>Dear governor</p>", NOTE["en"], "They have it", "text quote.text", "Deval Patrick"),
        "Nobody can sign here.",
    ):
        assert said in html
    assert facts["count"] == {"online": 1, "in_person": 0}
    assert [each["note"] for each in facts["letters"]] == ["", NOTE["en"]]
    assert facts["targets"][0]["office"] == "Governor of Massachusetts"
    spanish, facts = recorded["es"]
    assert '<html lang="es">' in spanish
    assert "Estimado gobernador" in spanish
    assert "Aquí no se puede firmar." in spanish
    assert facts["updates"] == [], "it is not in Spanish yet"


def test_a_record_needs_nothing_does_nothing_and_names_nobody(recorded):
    for html, _facts in recorded.values():
        asked = Asked()
        asked.feed(html)
        assert asked.acting == []
        assert all(each.startswith("data:image/jpeg;base64,") for each in asked.fetched)
        assert "style=" not in html
    assert recorded["en"][0].count("data:image/jpeg") == 4
    assert not re.search(r'href="/', recorded["en"][0])
    _check_it_names_nobody(recorded)


def _check_it_names_nobody(recorded) -> None:
    """And tells a small number as small."""
    for html, facts in recorded.values():
        assert "María" not in html + json.dumps(facts, ensure_ascii=False)
        confirmed = next(each for each in facts["numbers"]["rows"] if each["key"] == "confirmed")
        assert (confirmed["number"], confirmed["is_small"]) == (None, True)
    assert "fewer than 10" in recorded["en"][0]


def test_what_is_not_public_has_no_record(petition, campaign, tmp_path):
    campaign["es"].unpublish()
    export_site(tmp_path / "out", Wish())
    names = {each.name for each in (tmp_path / "out" / "petitions").iterdir()}
    assert names == {
        "index.html",
        *(f"{campaign['en'].slug}-en.{kind}" for kind in ("html", "json")),
    }
