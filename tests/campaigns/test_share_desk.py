"""The campaigner's kit: for those who may change petitions, in their own language."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Partner
from campaigns.next_steps import NextStep
from campaigns.short_links import ShortLink
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


def at(name: str, petition, *args) -> str:
    return reverse(name, args=[petition.pk, *args])


def test_the_kit_holds_links_frames_posters_and_a_partners_address(campaign, staff):
    petition = campaign["en"].petition
    partner = Partner.objects.create(petition=petition, name="Centro Presente", slug="presente")
    campaigner = staff("Campaigners")
    making.speak(campaigner.user, "es")
    body = text_of(campaigner.get(at("campaign_kit", petition)))
    assert "Compartir esta petición" in body
    for row in ShortLink.objects.filter(source="copy"):
        assert f"http://testserver/s/{row.code}" in body
    for said in ("/en/frame/", "/es/marco/", "/en/partner/", "/es/alianza/", "Cartel, A4"):
        assert said in body
    old = body
    campaigner.post(at("campaign_renew", petition, partner.pk))
    assert text_of(campaigner.get(at("campaign_kit", petition))) != old


def test_posters_come_as_pdf_in_one_language_or_both(campaign, staff):
    petition, campaigner = campaign["en"].petition, staff("Campaigners")
    for language, paper in (("es", "letter"), ("en", "a4"), ("both", "a4")):
        response = campaigner.get(at("campaign_poster", petition, language, paper))
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
    assert set(ShortLink.objects.values_list("language", "source")) == {("en", "qr"), ("es", "qr")}
    for language, paper in (("fr", "a4"), ("en", "a0")):
        assert campaigner.get(at("campaign_poster", petition, language, paper)).status_code == 404
    campaign["es"].unpublish()
    assert campaigner.get(at("campaign_poster", petition, "both", "a4")).status_code == 404


def form(**fields) -> dict:
    return {
        "kind": "call",
        "phone": "617 555 0142",
        "title_en": "Call",
        "title_es": "Llama",
    } | fields


def test_the_next_step_is_saved_in_both_languages_and_taken_back(petition, staff):
    campaigner = staff("Campaigners")
    address = at("campaign_next_step", petition)
    assert campaigner.post(address, form(text_es="Hola")).status_code == 302
    step = NextStep.objects.get(petition=petition)
    assert (step.phone, step.word("title", "es"), step.word("text", "en")) == (
        "+16175550142",
        "Llama",
        "",
    )
    assert 'value="Llama"' in text_of(campaigner.get(address))
    campaigner.post(address, {"kind": ""})
    assert not NextStep.objects.exists()


def test_a_step_that_lacks_something_is_refused_and_keeps_what_was_typed(petition, staff):
    campaigner = staff("Campaigners")
    past = (timezone.now() - timedelta(days=1)).isoformat()
    bad = [
        form(title_es=""),
        form(phone=""),
        form(phone="12"),
        form(kind="event"),
        form(kind="event", starts_at=past),
        form(kind="event", starts_at="2030-01-02T10:00", ends_at="2030-01-02T09:00"),
        form(kind="link", url="javascript:alert(1)"),
        form(kind="petition", other=petition.pk),
        form(title_en="a\0b"),
        form(kind="dance"),
    ]
    for fields in bad:
        response = campaigner.post(at("campaign_next_step", petition), fields)
        assert response.status_code == 422, fields
        assert fields["title_en"].replace("\0", "") == "ab" or "Call" in text_of(response)
    assert not NextStep.objects.exists()


def test_others_are_not_let_in(petition, staff):
    partner = Partner.objects.create(petition=petition, name="Centro Presente", slug="presente")
    for group in ("Editors", "Translators into Spanish", "Administrators"):
        browser = staff(group)
        for address in (
            at("campaign_kit", petition),
            at("campaign_next_step", petition),
            at("campaign_poster", petition, "es", "a4"),
        ):
            assert browser.get(address).status_code in {302, 403}
        assert browser.post(at("campaign_renew", petition, partner.pk)).status_code in {302, 403}
