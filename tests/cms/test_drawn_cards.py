"""Cards in the store: drawn once, replaced with their page, and gone with their picture."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.models import Site

from cms.cards import card_for, card_path
from cms.drawn_cards import FOLDER, CardChanged, DrawnCard, drawn, sweep_cards
from cms.models import Image, Outdated
from cms.replacing import Removal
from cms.taking_names_down import take_down_name
from cms.taking_pictures_down import take_down_picture
from cms.tasks import draw_cards
from home.models import Identity
from tests import making
from tests.cms.test_drawing import WHATSAPP
from tests.cms.test_pictures import phone_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictured(db, monkeypatch):
    """A pair with a picture at its head."""
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | {"A crowd": "Una multitud"})
    image = Image(title="A face in the crowd", file=phone_picture("JPEG"), credit="Ana Ruiz")
    image.save()
    return making.post(hero_image=image, hero_alternative="A crowd")


def address(page, shape: str = "wide") -> str:
    page = type(page).objects.get(pk=page.pk)
    return card_path(page, card_for(page, "Hub").version, shape)


def stored() -> set[str]:
    return set(default_storage.listdir(FOLDER)[1]) if default_storage.exists(FOLDER) else set()


def files_of(page) -> set[str]:
    return {name for name in stored() if name.startswith(f"{page.pk}-")}


def test_each_language_and_shape_has_a_card_of_its_own_for_good(pictured, reader):
    seen = set()
    for language, page in pictured.items():
        for shape in ("wide", "square"):
            response = reader.get(address(page, shape))
            assert response.headers["Content-Type"] == "image/jpeg"
            assert "immutable" in response.headers["Cache-Control"]
            assert not response.cookies
            assert len(response.content) < WHATSAPP
            assert reader.get(address(page, shape)).content == response.content
            seen.add(response.content)
        assert re.search(rf"/{language}/(card|tarjeta)/", address(page))
    assert len(seen) == 4
    assert "/es/tarjeta/" in address(pictured["es"])
    assert "/cuadrada/" in address(pictured["es"], "square")


def test_a_changed_page_has_another_address_and_its_old_card_leads_there(
    pictured, reader, django_capture_on_commit_callbacks
):
    page = pictured["en"]
    old, was = address(page), files_of(page)
    reader.get(old)
    was = files_of(page)
    page.title = "Another title"
    making.go_live(page)
    answer = reader.get(old)
    assert (answer.status_code, answer.url) == (302, address(page))
    with django_capture_on_commit_callbacks(execute=True):
        assert reader.get(answer.url).status_code == 200
    assert DrawnCard.objects.filter(page=page).count() == 1
    assert len(files_of(page)) == 1
    assert not files_of(page) & was


def test_publishing_has_both_cards_drawn_before_anybody_asks(
    pictured, django_capture_on_commit_callbacks
):
    page = pictured["es"]
    with django_capture_on_commit_callbacks() as bells:
        making.go_live(page)
    assert bells, "a bell is rung"
    draw_cards(page.pk)
    shapes = DrawnCard.objects.filter(page=page).values_list("shape", "version")
    name = Site.objects.get(is_default_site=True).site_name or "Hub"
    version = card_for(type(page).objects.get(pk=page.pk), name).version
    assert set(shapes) == {("wide", version), ("square", version)}
    page.unpublish()
    draw_cards(page.pk)
    assert not DrawnCard.objects.filter(page=page).exists()


@pytest.mark.parametrize("shape", ["wide", "square"])
def test_a_card_bears_the_newsrooms_logo_and_another_logo_makes_another_card(
    pictured, reader, shape
):
    page = pictured["es"]
    card = shown_card(reader, page)
    plain = reader.get(card).content
    logo = Image(title="Logo", file=ContentFile(red_mark(), name="logo.png"), credit="Us")
    logo.save()
    site = Site.objects.get(is_default_site=True)
    Identity.objects.update_or_create(site=site, defaults={"logo": logo})
    signed = shown_card(reader, page)
    assert signed != card
    signed = signed.replace("/ancha/", "/cuadrada/") if shape == "square" else signed
    assert reds(reader.get(signed, follow=True).content) > 500 > reds(plain)
    assert reader.get(card).status_code == 302


def shown_card(reader, page) -> str:
    body = reader.get(page.url).content.decode()
    return re.search(r'og:image" content="http://testserver(/[^"]+)', body)[1]


def red_mark() -> bytes:
    file = io.BytesIO()
    Pillow.new("RGBA", (300, 100), (255, 0, 0, 255)).save(file, "PNG")
    return file.getvalue()


def reds(content: bytes) -> int:
    """Pixels of the logo's red in the lower left, where a card is signed."""
    shown = Pillow.open(io.BytesIO(content)).convert("RGB")
    corner = shown.crop((0, shown.height // 2, shown.width // 2, shown.height))
    return sum(n for n, (r, g, b) in corner.getcolors(1 << 20) if r > 230 and g < 30 and b < 30)


def test_a_guessed_address_draws_nothing(pictured, reader):
    page = pictured["en"]
    wrong = card_path(page, "0123456789ab")
    assert reader.get(wrong).status_code == 302
    assert not files_of(page)
    assert reader.get(wrong.replace(str(page.translation_key)[:8], "0" * 8)).status_code == 404


def test_a_picture_taken_down_is_gone_from_cards_and_caches_and_they_are_made_anew(
    pictured, reader, settings, django_capture_on_commit_callbacks
):
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "http://127.0.0.1:1", "k" * 32
    page = pictured["es"]
    old = address(page)
    shown = reader.get(old).content
    was = files_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        done = take_down_picture(page.hero_image, by=making.user("Editors"), reason="Asked.")
    assert not files_of(page)
    assert {f"{FOLDER}/{name}" for name in was} <= set(done.files)
    assert Outdated.objects.filter(path=old).exists()
    answer = reader.get(old)
    assert answer.url == address(page) != old
    assert reader.get(answer.url).content != shown
    assert DrawnCard.objects.get(page=page).picture is None


def test_faces_that_must_not_be_shown_are_on_no_card(
    pictured, reader, django_capture_on_commit_callbacks
):
    page = pictured["es"]
    old = address(page)
    reader.get(old)
    image = page.hero_image
    image.faces = "hidden"
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert not files_of(page)
    assert reader.get(old).status_code == 302
    reader.get(address(page))
    assert DrawnCard.objects.get(page=page).picture is None


def test_a_picture_that_vanishes_while_its_card_is_drawn_is_not_drawn(pictured):
    page = type(pictured["en"]).objects.get(pk=pictured["en"].pk)
    assert page.hero_image
    Image.objects.update(faces="hidden")
    with pytest.raises(CardChanged):
        drawn(page, card_for(page, "Hub"), "wide")


def test_a_name_taken_down_is_gone_from_cards(reader, django_capture_on_commit_callbacks):
    page = making.go_live(making.draft_post(title="The snow of Rosa Quispe"))
    old = address(page)
    reader.get(old)
    instead = {"en": "a neighbor", "es": "una vecina"}
    with django_capture_on_commit_callbacks(execute=True):
        take_down_name(
            Removal.of("Rosa Quispe", instead), by=making.user("Editors"), reason="Asked."
        )
    assert not files_of(page)
    assert reader.get(old).url == address(page)


def test_a_page_offline_has_no_card(pictured, reader, django_capture_on_commit_callbacks):
    page = pictured["es"]
    reader.get(address(page))
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert not files_of(page)
    assert reader.get(address(page)).status_code == 404


def test_files_that_no_row_names_are_swept_once_they_are_old(pictured, reader, monkeypatch):
    page = pictured["en"]
    reader.get(address(page))
    orphan = default_storage.save(f"{FOLDER}/0-wide-left.jpg", ContentFile(b"x"))
    sweep_cards()
    assert default_storage.exists(orphan)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sweep_cards() >= 1
    assert not default_storage.exists(orphan)
    assert files_of(page)


def test_a_lost_file_is_drawn_again(pictured, reader):
    page = pictured["en"]
    content = reader.get(address(page)).content
    default_storage.delete(DrawnCard.objects.get(page=page).file)
    assert reader.get(address(page)).content == content


@pytest.mark.django_db(transaction=True)
def test_a_crowd_has_a_card_drawn_once(caplog):
    page = making.post()["es"]
    where = address(page)

    def ask(_index: int) -> bytes:
        try:
            return Client().get(where).content
        finally:
            connection.close()

    caplog.set_level("INFO", logger="cms.drawn_cards")
    with ThreadPoolExecutor(12) as pool:
        answers = set(pool.map(ask, range(24)))
    assert len(answers) == 1
    assert caplog.messages.count(f"card of page {page.pk} drawn: wide") == 1
