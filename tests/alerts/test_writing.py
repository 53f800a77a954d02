"""The mail of an alert, whatever its editors wrote: well-formed, escaped, absolute, the same for
every reader.
"""

import re

import pytest
from django.conf import settings

from alerts.prose import html_of, text_of
from alerts.writing import MOST_BYTES, compose, preheader_of, write
from campaigns.counting import count
from campaigns.models import Signature
from campaigns.signing import confirm, sign
from campaigns.source_names import source_names
from campaigns.sourcing import known_source
from outbox.compiling import compile_draft
from outbox.kinds import slot
from tests import making
from tests.alerts.letters_to_all import alert, body_of_all, draft_alert
from tests.alerts.mail_pages import Tree

pytestmark = pytest.mark.django_db
HOSTILE = (
    """<script>alert("1")</script> & 'q' </h1></td> <!-- hubslot.leave_url.tolsbuh \x01 {{ x }}"""
)
VALUES = {
    "plain": "Call the governor",
    "accented": "¿Llamaste ya? Sí: «Ñuñoa», güira, 50 % — ok 🕊",
    "hostile": HOSTILE,
    "long": "Llama al gobernador hoy mismo. " * 3,
    "empty": "",
}


def letter_of(campaign, post, value: str) -> list:
    body = body_of_all(campaign, post)
    rich = value.replace("<", "&lt;") if value != HOSTILE else f"<p>{value}<b>never closed<ul><li>x"
    body[0] = ("heading", value)
    body[1] = ("text", f"<p>{rich}</p>")
    body[2] = ("picture", {"image": making.picture(), "alternative": value})
    body[3] = ("button", {"label": value[:60], "url": "https://example.org/?a=1&b='\"<x>"})
    return body


@pytest.mark.parametrize("name", VALUES)
def test_any_words_make_a_well_formed_mail_in_both_languages(name, campaign, post):
    value = VALUES[name]
    for language in ("en", "es"):
        page = draft_alert(letter_of(campaign, post, value))
        page.subject = page.title = value[:100]
        page.locale = making.locale(language)
        draft = compose(page)
        tree = Tree(draft.html)
        assert draft.html.startswith("<!doctype html>")
        assert f'<html lang="{language}"' in draft.html
        assert "script" not in tree.tags
        assert (
            " ".join(value.replace("\x01", "").replace("hubslot.", "hubslot ").split()) in tree.text
        )
        assert len(draft.html.encode()) < MOST_BYTES / 3
        assert "\n" not in draft.subject
        compile_draft(draft, language)


def test_every_address_is_absolute_and_every_picture_says_what_it_shows(campaign, post):
    link = f'<p><a linktype="page" id="{post["en"].pk}">la nota</a> <a href="/x/">cerca</a></p>'
    body = [*body_of_all(campaign, post), ("text", link)]
    page = draft_alert(body)
    page.locale = making.locale("es")
    tree = Tree(compose(page).html)
    slots = {slot("preferences_url"), slot("leave_url")}
    assert slots <= set(tree.addresses)
    for address in set(tree.addresses) - slots:
        assert address.startswith((settings.BASE_URL, "https://example.org/"))
    assert post["es"].full_url in tree.addresses
    assert post["en"].full_url not in tree.addresses
    assert len(tree.images) == 1
    assert tree.images[0]["src"].startswith(settings.BASE_URL)
    assert [image["alt"] for image in tree.images] == ["A red phone"]


def test_nothing_in_it_is_fetched_but_our_pictures_and_nothing_tells_readers_apart(campaign, post):
    draft = compose(draft_alert(body_of_all(campaign, post)))
    fetched = re.findall(r'(?:src=|url\(|@import|<link)[^>]*?(https?://[^"\')]+)', draft.html)
    assert fetched
    assert all(address.startswith(f"{settings.BASE_URL}/media/") for address in fetched)
    names = set(re.findall(r"hubslot\.([a-z_]+)", draft.html + draft.text))
    assert names == {"preferences_url", "leave_url"}
    campaigns = [each for each in Tree(draft.html).addresses if "via=" in each]
    assert [re.fullmatch(r".+\?via=m\d+", each) is not None for each in campaigns] == [True]


def test_signers_who_come_from_the_mail_are_counted_together(campaign):
    page = alert([("campaign", {"page": campaign["en"]})])["es"]
    source = re.search(r"via=(m\d+)", compose(page).text)[1]
    assert source == f"m{page.pk}"
    petition = campaign["es"].petition
    assert known_source(petition, source) == source
    assert known_source(petition, "m999999") == ""
    assert source_names(petition, [source])[source] == "Mail: Llama al gobernador"


def test_the_count_says_when_it_was_made(campaign):
    page = draft_alert([("campaign", {"page": campaign["en"]})])
    assert "counted" not in compose(page).text
    sign(campaign["en"].petition, making.wish())
    confirm(Signature.objects.get())
    count()
    text = compose(page).text
    assert re.search(r"1 person has signed · goal: 100\ncounted .+20\d\d", text)


def test_what_no_mail_program_opens_keeps_its_words_only():
    source = (
        '<p onclick="x()">a <a href="javascript:x()">b</a> <a href="#c">c</a> <img src="x"></p>'
    )
    assert html_of(source, {}) == '<p style="margin:0 0 16px;">a b c </p>'
    assert text_of(source, {}) == "a b c"


def test_the_plain_text_has_lists_and_the_addresses_of_its_links():
    source = (
        "<p>One <b>two</b>.</p><ol><li>First</li><li>Second</li></ol>"
        '<p><a href="https://example.org/a?b=1&amp;c=2">Read</a></p>'
    )
    said = "One two.\n\n1. First\n2. Second\n\nRead (https://example.org/a?b=1&c=2)"
    assert text_of(source, {}) == said


def test_without_a_first_line_the_letter_gives_it():
    assert preheader_of(draft_alert(preheader=" ")) == "Say no."
    assert preheader_of(draft_alert([("heading", "x")], preheader="")) == ""


def test_a_draft_that_was_never_saved_can_be_looked_at():
    page = draft_alert()
    page.pk = page.id = None
    assert "browser" not in write(page).draft.text
