"""A partner's own number: by its address alone, in both languages, and never a small one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.models import Partner, SourceTally
from campaigns.partner_numbers import numbers_of, renew
from campaigns.partner_views import partner_url
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(petition):
    return Partner.objects.create(petition=petition, name="Centro Presente", slug="presente")


def tally(partner, language, count, *, source=None, in_person=False):
    SourceTally.objects.update_or_create(
        petition=partner.petition,
        language=language,
        source=partner.slug if source is None else source,
        is_in_person=in_person,
        defaults={"count": count},
    )


def test_small_numbers_are_not_told_and_cannot_be_worked_out(partner):
    assert numbers_of(partner) == {"languages": {"en": None, "es": None}, "total": None}
    tally(partner, "en", 41)
    tally(partner, "es", 9)
    assert numbers_of(partner) == {"languages": {"en": 41, "es": None}, "total": None}
    tally(partner, "es", 10)
    assert numbers_of(partner) == {"languages": {"en": 41, "es": 10}, "total": 51}


def test_what_came_another_way_is_not_its_own(partner):
    tally(partner, "en", 20)
    tally(partner, "es", 20)
    tally(partner, "en", 500, source="whatsapp")
    tally(partner, "es", 500, source="")
    tally(partner, "es", 500, in_person=True)
    assert numbers_of(partner)["total"] == 40


def test_a_partner_reads_its_number_link_and_frame_in_either_language(campaign, partner, reader):
    tally(partner, "en", 1_234)
    for language, small in (("en", "fewer than 10"), ("es", "menos de 10")):
        response = reader.get(partner_url(partner, language))
        body = text_of(response)
        assert response.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in body
        assert f'<html lang="{language}">' in body
        for said in ("Centro Presente", campaign[language].title, "1,234", small):
            assert said in body
        for code, page in campaign.items():
            assert f"/{code}/" in body
            assert f"{page.petition.public_id}/presente/" in body
        assert not response.cookies


def test_a_new_address_ends_the_old_one_and_a_forged_one_says_nothing(campaign, partner, reader):
    old = partner_url(partner, "es")
    assert reader.get(old).status_code == 200
    renew(partner)
    fresh = partner_url(partner, "es")
    assert reader.get(fresh).status_code == 200
    for address in (old, fresh[:-9] + "AAAAAAAA/", "/es/alianza/nonsense/"):
        response = reader.get(address)
        assert response.status_code == 404
        assert "Este enlace no funciona" in text_of(response)
        assert "Centro Presente" not in text_of(response)


def test_an_address_is_good_for_a_year(campaign, partner, reader):
    address = partner_url(partner, "en")
    with time_machine.travel(timezone.now() + timedelta(days=367)):
        assert reader.get(address).status_code == 410
        assert reader.get(partner_url(partner, "en")).status_code == 200
