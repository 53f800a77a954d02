"""The desk's plain forms: what they do, what they answer, and whom they refuse."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail.users.models import UserProfile

from cms.banners import Banner
from cms.corrections import Correction
from cms.entries import LiveEntry
from cms.models import Image, TakeDown
from tests import making
from tests.cms.test_pictures import phone_picture

pytestmark = pytest.mark.django_db
TEXTS = {"text_en": "Her name is Ana.", "text_es": "Se llama Ana."}


def body_of(page) -> str:
    return Client().get(page.url).content.decode()


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def in_spanish(browser: Client) -> Client:
    profile = UserProfile.get_for_user(browser.user)
    profile.preferred_language = "es"
    profile.save()
    return browser


def test_a_correction_is_two_fields_and_a_button(post, staff):
    browser, address = staff("Editors"), reverse("mend_correct", args=[post["es"].pk])
    form = text_of(browser.get(address))
    assert 'lang="en"' in form
    assert 'lang="es"' in form
    assert "Snow on the hill" in form
    assert "Nieve en la colina" in form
    assert browser.post(address, TEXTS).url == address
    assert TEXTS["text_en"] in body_of(post["en"])
    assert TEXTS["text_es"] in body_of(post["es"])
    assert TEXTS["text_es"] in text_of(browser.get(address))


def test_a_preview_shows_both_sides_and_publishes_nothing(post, staff):
    address = reverse("mend_correct", args=[post["en"].pk])
    shown = text_of(staff("Editors").post(address, TEXTS | {"preview": "1"}))
    assert shown.count(TEXTS["text_es"]) == 2  # in the field and where it will stand
    previews = shown[shown.index("mending-previews") :]
    assert "Corrección" in previews, previews[:2_000]
    assert not Correction.objects.exists()


@pytest.mark.parametrize("bad", ["", "x" * 301, "a\0b"])
def test_a_correction_that_cannot_be_told_loses_nothing_typed(post, staff, bad):
    address = reverse("mend_correct", args=[post["en"].pk])
    shown = text_of(staff("Editors").post(address, TEXTS | {"text_es": bad}))
    assert TEXTS["text_en"] in shown
    assert "error-message" in shown
    assert not Correction.objects.exists()


def test_a_correction_is_withdrawn_by_a_post_only(post, staff):
    browser = staff("Editors")
    browser.post(reverse("mend_correct", args=[post["en"].pk]), TEXTS)
    address = reverse("mend_uncorrect", args=[post["en"].pk, Correction.objects.get().pk])
    assert browser.get(address).status_code == 405
    assert TEXTS["text_es"] in body_of(post["es"])
    browser.post(address)
    assert TEXTS["text_es"] not in body_of(post["es"])


def test_the_forms_speak_the_editors_language(post, staff):
    browser = in_spanish(staff("Editors"))
    assert "Publicar en los dos idiomas" in text_of(
        browser.get(reverse("mend_correct", args=[post["en"].pk]))
    )
    assert "Retirar un nombre" in text_of(browser.get(reverse("mend_name")))


@pytest.mark.parametrize("group", ["Translators into Spanish", "Administrators", "Campaigners"])
def test_whoever_lacks_the_right_is_told_and_nothing_happens(post, staff, group):
    browser = staff(group)
    image = Image(title="A face", credit="Ana", file=phone_picture("JPEG"))
    image.save()
    for address in (
        reverse("mend_correct", args=[post["es"].pk]),
        reverse("mend_report", args=[post["es"].pk]),
        reverse("mend_banner"),
        reverse("mend_name"),
        reverse("mend_picture", args=[image.pk]),
    ):
        data = TEXTS | {"reason": "x", "names": "Nieve", "confirm": "1", "is_on": "on"}
        data |= {"instead_en": "x", "instead_es": "x"}
        assert browser.get(address).status_code == 302
        response = browser.post(address, data, follow=True)
        assert response.status_code == 200
        assert "right to publish" in response.content.decode() or "may not publish" in (
            response.content.decode()
        ), address
    assert "Nieve" in body_of(post["es"])
    made = (Correction, LiveEntry, Banner, TakeDown)
    assert [each.objects.count() for each in made] == [0, 0, 0, 0]


def test_nobody_signed_in_sees_no_form(post):
    address = reverse("mend_correct", args=[post["en"].pk])
    assert Client().get(address).status_code == 302
    assert Client().post(address, TEXTS).status_code == 302
    assert not Correction.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_offers_what_may_be_done_at_once(post, staff, language):
    page = post[language]
    editor = text_of(staff("Editors").get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    for name in ("mend_correct", "mend_report", "mend_pictures"):
        assert reverse(name, args=[page.pk]) in editor, name
    listing = text_of(
        staff("Editors").get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    )
    assert reverse("mend_correct", args=[page.pk]) in listing


def test_a_page_offers_nothing_that_would_be_refused(post, staff):
    browser = staff("Translators into Spanish")
    editor = text_of(browser.get(reverse("wagtailadmin_pages:edit", args=[post["es"].pk])))
    assert "/mending/" not in editor


def test_pages_without_corrections_answer_404(staff):
    index = making.draft_post().get_parent()
    browser = staff("Editors")
    assert browser.get(reverse("mend_correct", args=[index.pk])).status_code == 404
    assert browser.get(reverse("mend_report", args=[999_999])).status_code == 404


def test_a_live_entry_is_one_text_and_a_button(post, staff):
    browser, address = staff("Editors"), reverse("mend_report", args=[post["en"].pk])
    browser.post(address, {"text_en": "They arrive.", "text_es": ""})
    assert "They arrive." in body_of(post["en"])
    assert "They arrive." not in body_of(post["es"])
    assert "Not in Spanish yet." in text_of(browser.get(address))
    entry = LiveEntry.objects.get()
    change = reverse("mend_entry", args=[post["en"].pk, entry.pk])
    assert "They arrive." in text_of(browser.get(change))
    browser.post(change, {"text_en": "They arrive.", "text_es": "Ya llegan."})
    assert "Ya llegan." in body_of(post["es"])
    browser.post(reverse("mend_unreport", args=[post["en"].pk, entry.pk]))
    assert "Ya llegan." not in body_of(post["es"])


def test_an_entry_without_any_text_is_asked_for_again(post, staff):
    address = reverse("mend_report", args=[post["en"].pk])
    shown = text_of(staff("Editors").post(address, {"text_en": " ", "text_es": ""}))
    assert "Write in one language at least." in shown


def test_an_entry_of_another_story_is_not_found(post, staff):
    entry = LiveEntry.objects.create(translation_key=making.post()["en"].translation_key)
    address = reverse("mend_entry", args=[post["en"].pk, entry.pk])
    assert staff("Editors").get(address).status_code == 404


def test_the_banner_form_takes_an_address_of_either_language(post, staff):
    browser, address = staff("Editors"), reverse("mend_banner")
    data = TEXTS | {"link": post["es"].full_url, "is_on": "on", "ends_at": "2999-01-01T10:00"}
    assert browser.post(address, data).url == address
    assert f'<a href="{post["en"].url}">{TEXTS["text_en"]}</a>' in body_of(post["en"])
    form = text_of(browser.get(address))
    assert "2999-01-01T10:00" in form
    assert "The banner is on every page now." in form
    browser.post(address, {key: value for key, value in data.items() if key != "is_on"})
    assert TEXTS["text_en"] not in body_of(post["en"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "https://elsewhere.example/en/nothing/"},
        {"link": "/fr/x/"},
        {"link": "a\0b"},
        {"begins_at": "2030-01-02T10:00", "ends_at": "2030-01-01T10:00"},
        {"ends_at": "tomorrow"},
        {"text_es": ""},
    ],
)
def test_a_banner_that_cannot_be_shown_loses_nothing_typed(staff, wrong):
    shown = text_of(staff("Editors").post(reverse("mend_banner"), TEXTS | {"is_on": "on"} | wrong))
    assert TEXTS["text_en"] in shown
    assert "error-message" in shown
    assert not Banner.objects.filter(site=Site.objects.get()).exists()


def test_taking_a_picture_down_says_first_where_it_is_used(post, staff):
    image = Image(title="A face", credit="Ana", file=phone_picture("JPEG"))
    image.save()
    post["en"].hero_image, post["en"].hero_alternative = image, "A face"
    making.go_live(post["en"])
    browser, address = staff("Editors"), reverse("mend_picture", args=[image.pk])
    assert address in text_of(browser.get(reverse("wagtailimages:edit", args=[image.pk])))
    assert address in text_of(browser.get(reverse("mend_pictures", args=[post["es"].pk])))
    asked = text_of(browser.get(address))
    assert "Snow on the hill" in asked
    assert post["en"].url in asked
    assert Image.objects.exists()
    assert "error-message" in text_of(browser.post(address, {"reason": ""}))
    assert browser.post(address, {"reason": "She asked."}).status_code == 302
    assert not Image.objects.exists()
    assert browser.get(address).status_code == 404


def test_taking_a_name_down_looks_first_and_acts_when_confirmed(staff, monkeypatch):
    said = {"Ximena Quispe said it.": "Lo dijo Ximena Quispe."}
    monkeypatch.setattr(making, "SPANISH", making.SPANISH | said)
    post = making.post(summary="Ximena Quispe said it.")
    browser, address = staff("Editors"), reverse("mend_name")
    data = {"names": "Ximena Quispe", "instead_en": "a neighbor", "instead_es": "una vecina"}
    data |= {"reason": "She asked."}
    shown = text_of(browser.post(address, data))
    assert "It stands in" in shown
    assert "Ximena Quispe" in body_of(post["en"])
    browser.post(address, data | {"confirm": "1"})
    assert "a neighbor said it." in body_of(post["en"])
    assert "Lo dijo una vecina." in body_of(post["es"])
    assert "The name stands nowhere." in text_of(browser.post(address, data))
