"""The frame for other sites: it shows and links, takes nothing, and is the only one of its kind."""

import re
from itertools import product

import pytest

from campaigns.frames import frame_url, snippet
from campaigns.models import Partner, Tally
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(petition):
    return Partner.objects.create(petition=petition, name="Centro Presente", slug="presente")


SAID = {
    "en": ("people have signed", "Sign the petition"),
    "es": ("personas han firmado", "Firmar la petición"),
}


def test_it_shows_title_and_count_and_leads_to_its_own_language(campaign, partner, reader):
    petition = campaign["en"].petition
    Tally.objects.create(petition=petition, language="en", area="MA", count=1_850)
    for (language, page), source in product(campaign.items(), ("embed", "presente")):
        body = text_of(reader.get(frame_url(petition.public_id, language, source)))
        assert f'<html lang="{language}">' in body
        for said in (page.title, ">1,850<", *SAID[language]):
            assert said in body
        links = re.findall(r'<a [^>]*href="([^"]+)"([^>]*)>', body)
        assert links == [(f"{page.full_url}?via={source}", ' target="_blank" rel="noopener"')]


def test_it_takes_nothing_and_runs_nothing(campaign, reader):
    response = reader.get(frame_url(campaign["en"].petition.public_id, "en"))
    assert not re.search(r"<form|<input|<script|style=", text_of(response))
    policy = response.headers["Content-Security-Policy"]
    assert "form-action 'none'" in policy
    assert "script-src 'none'" in policy
    assert not response.cookies


def test_it_alone_may_be_framed_elsewhere(campaign, post, reader):
    framed = reader.get(frame_url(campaign["en"].petition.public_id, "en"))
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert "s-maxage=60" in framed.headers["Cache-Control"]
    public_id = campaign["en"].petition.public_id
    others = [campaign["en"].url, campaign["es"].url, post["en"].url, "/en/", "/es/nada/"]
    others += [f"/en/count/{public_id}/", "/s/zzzzzz", "/admin/login/"]
    for path in others:
        response = reader.get(path)
        policy = response.headers.get("Content-Security-Policy", "")
        assert "frame-ancestors *" not in policy, path
        assert response.headers.get("X-Frame-Options") == "SAMEORIGIN", path


def test_a_partner_that_is_no_more_leaves_the_frame_standing(campaign, partner, reader):
    address = frame_url(campaign["es"].petition.public_id, "es", "presente")
    partner.delete()
    response = reader.get(address, follow=True)
    assert response.status_code == 200
    assert f"{campaign['es'].full_url}?via=embed" in text_of(response)


def test_the_snippet_has_a_title_in_its_language_and_nothing_breaks_out(petition):
    html = snippet(petition.public_id, "es", 'Manos "fuera" <ya>')
    assert html.count("<iframe") == html.count("title=") == 1
    assert 'title="Manos &quot;fuera&quot; &lt;ya&gt;" lang="es"' in html
    assert f"/es/marco/{petition.public_id}/" in html


def test_a_closed_petition_is_not_called_for(campaign, reader):
    type(campaign["en"].petition).objects.update(state="closed")
    body = text_of(reader.get(frame_url(campaign["en"].petition.public_id, "en")))
    assert "Sign the petition" not in body
