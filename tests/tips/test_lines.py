"""The switch of the tip line: closed at first, and never open with nobody to read."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError

from cms.outdating import Outdated
from home.models import HomePage
from tests import making
from tips.lines import TipLine
from tips.models import Tip

pytestmark = pytest.mark.django_db
SETTING = "/admin/settings/tips/tipline/"
PLACES = {"in_person_en": "Tuesdays", "in_person_es": "Martes"}


def right() -> Permission:
    return Permission.objects.get(codename="read_tip", content_type__app_label="tips")


def fronts(reader) -> dict[str, str]:
    return {language: reader.get(f"/{language}/").content.decode() for language in ("en", "es")}


def test_nobody_opens_it_while_nobody_could_read(db):
    with pytest.raises(ValidationError, match="Tip readers"):
        TipLine(is_on=True, signal="@bahia.42").full_clean()
    making.user("Tip readers")
    TipLine(is_on=True, signal="@bahia.42").full_clean()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "is_on"),
        ({"post": "  "}, "is_on"),
        ({"signal": "@b.1", "in_person_en": "Tuesdays"}, "in_person_es"),
        ({"signal": "@b.1", "in_person_es": "Martes"}, "in_person_en"),
        ({"signal_link": "https://example.org/#x"}, "signal_link"),
    ],
)
def test_it_opens_with_a_safer_way_said_in_both_languages(db, facts, field):
    making.user("Tip readers")
    with pytest.raises(ValidationError) as refusal:
        TipLine(is_on=True, **facts).full_clean()
    assert field in refusal.value.message_dict
    TipLine(is_on=True, **PLACES).full_clean()


def test_editors_set_it_up_and_translators_do_not(staff):
    making.user("Tip readers")
    editor = staff("Editors")
    page = editor.get(SETTING, follow=True)
    assert page.status_code == 200
    typed = {"is_on": "on", "signal": "@bahia.42", "signal_link": "", "post": "", **PLACES}
    assert editor.post(page.request["PATH_INFO"], typed).status_code == 302
    assert TipLine.objects.open().get().in_person("es") == "Martes"
    assert staff("Translators into Spanish").get(SETTING).status_code == 302
    assert staff("Tip readers").get(SETTING).status_code == 302


def test_a_refused_setting_is_told_in_the_editors_language(staff):
    editor = staff("Editors")
    making.speak(editor.user, "es")
    path = editor.get(SETTING, follow=True).request["PATH_INFO"]
    typed = {"is_on": "on", "signal": "@b.1", "signal_link": "", "post": "", **PLACES}
    answer = editor.post(path, typed)
    assert answer.status_code == 200
    assert "Nadie podría leer las pistas" in answer.content.decode()


def lose_group(reader_):
    reader_.groups.clear()


def lose_account(reader_):
    type(reader_).objects.filter(pk=reader_.pk).update(is_active=False)


def lose_right(reader_):
    Group.objects.get(name="Tip readers").permissions.remove(right())


@pytest.mark.parametrize("lose", [lose_group, lose_account, lose_right])
def test_it_closes_kindly_when_its_last_reader_is_gone_and_opens_with_the_next(desk, reader, lose):
    lose(desk.user)
    said = {"/en/tips/": "The form is closed for now", "/es/pistas/": "El formulario está cerrado"}
    for path, closed in said.items():
        answer = reader.get(path)
        body = answer.content.decode()
        assert answer.status_code == 200
        assert (closed in body, "@bahia.42" in body, 'name="text"' in body) == (True, True, False)
        assert "noindex" in body
        typed = reader.post(path, {"text": "They pay on Fridays."})
        assert typed.status_code == 410
        assert "They pay on Fridays." in typed.content.decode()
        assert f'href="{path}"' not in reader.get(f"/{path[1:3]}/").content.decode()
    assert not Tip.objects.exists()
    making.user("Editors").user_permissions.add(right())
    for path in said:
        assert 'name="text"' in reader.get(path).content.decode()
        assert f'href="{path}"' in reader.get(f"/{path[1:3]}/").content.decode()


def test_its_foot_asks_for_no_address(desk, reader):
    for path, link in (("/en/tips/", "/en/subscribe/"), ("/es/pistas/", "/es/suscribirse/")):
        foot = reader.get(path).content.decode().partition("<footer")[2]
        assert ("<form" in foot, f'href="{link}"' in foot) == (False, True)


def test_open_it_is_found_from_the_front_page_a_story_and_every_foot(desk, reader, post):
    HomePage.objects.update(tip_address="pistas@example.org")
    for language, path in (("en", "/en/tips/"), ("es", "/es/pistas/")):
        for url in (f"/{language}/", post[language].url):
            assert reader.get(url).content.decode().count(f'href="{path}"') == 2
        assert "mailto:pistas@example.org" in reader.get(path).content.decode()
        assert "mailto:pistas@" not in reader.get(post[language].url).content.decode()


def test_closed_the_line_is_a_mail_or_nothing_as_before(reader, db):
    HomePage.objects.update(tip_address="pistas@example.org")
    assert all("mailto:pistas@example.org" in body for body in fronts(reader).values())
    HomePage.objects.update(tip_address="")
    assert all('class="tip ' not in body for body in fronts(reader).values())


def test_the_proxy_is_told_when_it_opens(desk, settings):
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "http://127.0.0.1:9", "k" * 32
    TipLine.objects.get().save()
    told = set(Outdated.objects.values_list("path", flat=True))
    assert told == {"/en/tips/", "/es/pistas/", "/sitemaps/sections.xml"}
