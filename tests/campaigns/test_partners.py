"""Coalition partners on the campaign page: each with its logo or its name, in two queries."""

import pytest

from campaigns.models import Partner
from campaigns.partners import partner_links
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


def partner(petition, name: str, **facts) -> Partner:
    return Partner.objects.create(petition=petition, name=name, slug=name.lower(), **facts)


def test_a_campaign_shows_who_carries_it_in_both_languages(campaign, reader):
    petition = campaign["en"].petition
    partner(petition, "Presente", url="https://presente.example/", logo=making.picture())
    partner(petition, "Iglesia")
    for page, heading in ((campaign["en"], "Together with"), (campaign["es"], "Junto con")):
        body = text_of(reader.get(page.url))
        assert heading in body
        assert 'href="https://presente.example/" rel="noopener"><img src="/media/' in body
        assert 'alt="Presente" loading="lazy"' in body
        assert "Iglesia" in body


def test_a_logo_that_may_not_be_shown_leaves_the_name(petition):
    logo = making.picture()
    logo.faces = "hidden"
    logo.save()
    partner(petition, "Presente", logo=logo)
    assert partner_links(petition) == [{"name": "Presente", "url": "", "logo": ""}]


def test_many_partners_cost_no_more_queries_than_one(petition, django_assert_num_queries):
    for name in ("Uno", "Dos", "Tres"):
        partner(petition, name, logo=making.picture())
    partner_links(petition)
    with django_assert_num_queries(2):
        assert len(partner_links(petition)) == 3


def test_a_campaign_without_partners_names_none(campaign, reader):
    assert "partners-list" not in text_of(reader.get(campaign["en"].url))
