"""What the newsroom is called and what it looks like, and who may change it."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from cms.editions import EDITION_PATH
from cms.models import Outdated
from home.models import FollowLink, HomePage
from home.renewing import renew
from tests import making

pytestmark = pytest.mark.django_db


def address() -> str:
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["home", "identity", site.pk])


def save(browser, **facts):
    empty = {"logo": "", "logo_says_en": "", "logo_says_es": "", "icon": ""}
    return browser.post(address(), {"name": "Bahía Plural", **empty, **facts})


@pytest.mark.parametrize("role", ["Editors", "Administrators"])
def test_who_may_changes_the_name_and_every_page_says_it(staff, reader, role):
    assert save(staff(role)).status_code == 302
    assert Site.objects.get().site_name == "Bahía Plural"
    for path in ("/en/", "/es/", "/en/feed/"):
        assert "Bahía Plural" in reader.get(path).content.decode(), path


@pytest.mark.parametrize("role", ["Campaigners", "Translators into Spanish"])
def test_who_may_not_is_sent_away(staff, role):
    assert staff(role).get(address()).status_code == 302
    save(staff(role))
    assert Site.objects.get().site_name != "Bahía Plural"


def test_the_form_opens_with_the_name_in_it(staff):
    Site.objects.update(site_name="Redacción")
    assert 'value="Redacción"' in staff("Administrators").get(address()).content.decode()


def test_the_logo_says_its_words_in_the_readers_language(staff, reader):
    words = {"logo_says_en": "The plural bay", "logo_says_es": "La bahía plural"}
    picture = making.picture()
    save(staff("Editors"), logo=picture.pk, icon=picture.pk, **words)
    for language, said in (("en", "The plural bay"), ("es", "La bahía plural")):
        body = reader.get(f"/{language}/").content.decode()
        assert f'alt="{said}"' in body
        assert 'rel="apple-touch-icon"' in body
        assert 'class="mark"' not in body


def test_a_logo_without_words_is_read_as_the_name(staff, reader):
    save(staff("Editors"), logo=making.picture().pk)
    assert 'alt="Bahía Plural"' in reader.get("/es/").content.decode()


def test_a_logo_says_something_in_both_languages_or_in_neither(staff):
    response = save(staff("Editors"), logo_says_en="The plural bay")
    assert response.status_code == 200
    assert "Say it in both languages, or in neither." in response.content.decode()


def test_a_logo_that_must_not_be_shown_gives_way_to_the_mark(staff, reader):
    picture = making.picture()
    save(staff("Editors"), logo=picture.pk)
    type(picture).objects.filter(pk=picture.pk).update(faces="hidden")
    assert 'class="mark"' in reader.get("/en/").content.decode()


def test_caches_are_told_of_a_new_name(staff, settings, django_capture_on_commit_callbacks):
    settings.PROXY_URL, settings.PROXY_REFRESH_KEY = "https://127.0.0.1:1", "k" * 32
    editor = staff("Editors")
    renew()
    Outdated.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        save(editor)
    assert EDITION_PATH in Outdated.objects.values_list("path", flat=True)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Follow our WhatsApp channel"), ("es", "Sigue nuestro canal de WhatsApp")],
)
def test_readers_are_invited_to_the_channel_below_a_story_and_in_the_footer(
    post, reader, language, words
):
    home = HomePage.objects.get(locale=making.locale(language))
    assert words not in reader.get(post[language].url).content.decode()
    home.follow_links.set(
        [
            FollowLink(label="Facebook", url="https://facebook.example.org/"),
            FollowLink(
                label="WhatsApp",
                url="https://whatsapp.example.org/c",
                kind=FollowLink.Kind.WHATSAPP,
            ),
        ]
    )
    making.go_live(home)
    assert reader.get(post[language].url).content.decode().count(words) == 2
    body = reader.get(f"/{language}/").content.decode()
    assert body.count(words) == 1
    assert body.index(words) < body.index(">Facebook<")
