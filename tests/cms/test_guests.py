"""A guest link opens one page in one language, for a while, and can do nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.adapting import adapt
from cms.guests import guest_url, invite, revoke
from cms.models import GuestLink
from news.models import PostPage
from tests import making
from tests.cms.newsdesk import body_of, start_review
from vault.tokens import derive_token

pytestmark = pytest.mark.django_db
NAME = "Rosa Peña"


@pytest.fixture
def editor(staff):
    return staff("Editors")


@pytest.fixture
def link(half_translated, editor):
    return invite(half_translated, name=NAME, days=7, by=editor.user)


def path(link: GuestLink) -> str:
    return guest_url(link).removeprefix("http://testserver")


def form_of(reader: Client, link: GuestLink) -> dict[str, str]:
    """What a browser would send back of the page as it stands."""
    page = reader.get(path(link)).content.decode()
    texts = re.findall(r'<textarea name="(t-\d+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    shown = re.findall(r'<input type="hidden" name="(w-\d+)" value="(\w+)">', page)
    return dict(texts) | dict(shown)


def empty_field(link: GuestLink) -> str:
    """The one piece that the half translated page lacks."""
    segment = link.translation.source.stringsegment_set.get(context__path__startswith="body")
    return f"t-{segment.pk}"


def kept(link: GuestLink) -> list[str]:
    return list(
        StringTranslation.objects.filter(tool_name=f"guest:{link.name}").values_list(
            "data", flat=True
        )
    )


def test_the_link_shows_the_pieces_in_the_guests_language(link, reader):
    response = reader.get(path(link))
    page = response.content.decode()
    assert path(link).startswith("/es/invitado/")
    assert "Gracias, Rosa Peña." in page
    assert "2 de 3 fragmentos traducidos" in page
    assert "It snowed all night." in page
    assert "Nieve en la colina</textarea>" in page
    assert 'name="robots" content="noindex"' in page
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_same_link_speaks_english_at_its_english_address(link, reader):
    page = reader.get(path(link).replace("/es/invitado/", "/en/guest/")).content.decode()
    assert "2 of 3 pieces translated" in page


def test_what_a_guest_writes_is_kept_and_credited(link, reader, editor):
    data = form_of(reader, link) | {empty_field(link): "Nevó toda la noche."}
    response = reader.post(path(link), data)
    assert response.status_code == 303
    assert "Lo que escribiste quedó guardado." in reader.get(response.url).content.decode()
    assert kept(link) == ["Nevó toda la noche."]
    string = StringTranslation.objects.get(tool_name=f"guest:{NAME}")
    assert string.translation_type == "manual"
    assert "Rosa Peña (guest)" in string.get_comment()
    url = reverse("wagtailadmin_pages:edit", args=[link.translation.get_target_instance().pk])
    assert "Translated by Rosa Peña (guest)" in editor.get(url).content.decode()


def test_a_guest_never_publishes(link, reader):
    spanish = link.translation.get_target_instance()
    data = form_of(reader, link) | {empty_field(link): "Nevó toda la noche.", "action": "publish"}
    reader.post(path(link), data)
    assert body_of(spanish) == ""
    assert not PostPage.objects.get(pk=spanish.pk).live


def test_a_guest_leaves_a_live_page_alone(post, reader, editor):
    translation = Translation.objects.get(source__object_id=post["en"].translation_key)
    link = invite(translation, name=NAME, days=1, by=editor.user)
    before = body_of(post["es"])
    data = form_of(reader, link)
    assert reader.post(path(link), data | {empty_field(link): "Otra cosa."}).status_code == 303
    assert kept(link) == ["Otra cosa."]
    assert body_of(post["es"]) == before


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_nothing_works_after_expiry_or_revocation(link, reader, editor, state):
    data = form_of(reader, link) | {empty_field(link): "Demasiado tarde."}
    if state == "revoked":
        revoke(link, by=editor.user)
    else:
        GuestLink.objects.update(good_until=datetime.now(UTC).date() - timedelta(days=1))
        link.refresh_from_db()
    for response in (reader.get(path(link)), reader.post(path(link), data)):
        assert response.status_code == 410
        page = response.content.decode()
        assert "Este enlace ya terminó" in page
        assert "It snowed" not in page
    assert kept(link) == []


def test_a_longer_day_cannot_be_written_into_a_link(link, reader):
    subject, day, key, mac = path(link).strip("/").rpartition("/")[2].split(".")
    forged = f"/es/invitado/{subject}.{int(day, 16) + 30:x}.{key}.{mac}/"
    assert reader.get(forged).status_code == 404


FORGED = ["x", "....", "a.b.c.d", "AAAAAAAAAAAAAAAAAAAAAA.ffff.k2.AAAA", "ñ", "x" * 3_000, "%00"]


@pytest.mark.parametrize("token", FORGED)
def test_a_forged_link_is_answered_kindly(db, reader, token):
    response = reader.get(f"/es/invitado/{token}/")
    assert response.status_code == 404
    assert "Este enlace no funciona" in response.content.decode()


def test_a_link_of_another_purpose_opens_nothing(link, reader):
    token = derive_token("signing", link.public_id, bytes(link.nonce), link.good_until)
    assert reader.get(f"/es/invitado/{token}/").status_code == 404


def test_one_bad_piece_holds_no_other_up(link, reader):
    data = form_of(reader, link)
    summary = next(name for name, text in data.items() if text == "Nevó.")
    bad = {summary: "Nevó " + "mucho " * 100, empty_field(link): "Nevó toda la noche."}
    response = reader.post(path(link), data | bad)
    page = response.content.decode()
    assert response.status_code == 422
    assert "aquí caben 300 caracteres" in page
    assert f'href="#{summary}"' in page
    assert bad[summary].strip() in page
    assert kept(link) == ["Nevó toda la noche."]


@pytest.mark.parametrize("bad", ["x\0y", "n" * 20_001])
def test_what_cannot_be_kept_is_told_beside_its_field(link, reader, bad):
    response = reader.post(path(link), form_of(reader, link) | {empty_field(link): bad})
    assert response.status_code == 422
    assert kept(link) == []


def test_markup_in_a_plain_piece_is_text(link, reader):
    typed = "<script>alert(1)</script> & <b>nieve</b>"
    reader.post(path(link), form_of(reader, link) | {empty_field(link): typed})
    assert kept(link) == ["&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;nieve&lt;/b&gt;"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(link, reader):
    data = form_of(reader, link)
    title = next(name for name, text in data.items() if text == "Nieve en la colina")
    StringTranslation.objects.filter(data="Nieve en la colina").update(data="Nieve arriba")
    response = reader.post(path(link), data | {title: "Nieve abajo"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Nieve arriba" in page
    assert "Nieve abajo</textarea>" in page
    assert StringTranslation.objects.filter(data="Nieve arriba").exists()


def test_a_field_that_was_not_touched_overwrites_nothing_and_is_not_credited(link, reader):
    data = form_of(reader, link)
    StringTranslation.objects.filter(data="Nevó.").update(data="Nevó poco.")
    reader.post(path(link), data | {empty_field(link): "Nevó toda la noche."})
    assert kept(link) == ["Nevó toda la noche."]
    assert StringTranslation.objects.filter(data="Nevó poco.").exists()


def close(spanish: PostPage, editor: Client, how: str) -> None:
    if how == "lock":
        PostPage.objects.filter(pk=spanish.pk).update(locked=True, locked_by=editor.user)
    elif how == "review":
        start_review(spanish, editor.user)
    else:
        adapt(spanish, by=editor.user)


@pytest.mark.parametrize("how", ["lock", "review", "adapted"])
def test_a_guest_writes_nothing_over_a_lock_or_a_review(link, reader, editor, how):
    data = form_of(reader, link) | {empty_field(link): "Nevó toda la noche."}
    close(link.translation.get_target_instance(), editor, how)
    response = reader.post(path(link), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Nevó toda la noche.</textarea>" in page
    assert kept(link) == []
    page = reader.get(path(link)).content.decode()
    assert "readonly" in page
    assert 'type="submit"' not in page


def test_a_page_that_is_gone_ends_its_links(link, reader):
    link.translation.get_target_instance().delete()
    assert reader.get(path(link)).status_code == 410


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_from_another_site_keeps_what_was_typed_and_writes_nothing(link, reader, headers):
    data = form_of(reader, link) | {empty_field(link): "Nevó toda la noche."}
    response = Client(headers=headers).post(path(link), data)
    assert response.status_code == 403
    assert "Nevó toda la noche.</textarea>" in response.content.decode()
    assert kept(link) == []


def test_pieces_of_other_pages_are_out_of_reach(link, reader, editor):
    other = making.go_live(making.draft_post(title="A secret headline"))
    editor.post(
        reverse("wagtail_localize:submit_page_translation", args=[other.pk]),
        {"locales": [making.locale("es").pk]},
    )
    theirs = Translation.objects.get(source__object_id=other.translation_key)
    segment = theirs.source.stringsegment_set.get(context__path="title")
    data = form_of(reader, link) | {f"t-{segment.pk}": "Mío", f"w-{segment.pk}": "x"}
    response = reader.post(path(link), data, follow=True)
    assert "A secret headline" not in response.content.decode()
    assert not StringTranslation.objects.filter(data="Mío").exists()
