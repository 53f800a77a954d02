"""The demo newsroom: made once, whole in both languages, through wagtail-localize."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from alerts.composing import readiness
from alerts.models import AlertPage
from campaigns.models import CampaignPage, Petition, Signature
from cms.models import Topic
from home.seeding import demo_logins, seed
from news.models import Author, PostPage
from outbox.models import Message
from users.codes import secret_of
from users.models import User


def check_live_story(client) -> None:
    for path, said in (
        ("/en/news/evening-english-classes-stay-open/", ("The doors are open.", "on Mondays")),
        ("/es/noticias/siguen-abiertas-las-clases-nocturnas-de-ingles/", ("las puertas", "lunes")),
    ):
        body = client.get(path).content.decode()
        assert body.count('class="live-entry"') == 3
        assert body.count("note-back") == 2
        assert all(each in body for each in said)


def check_lives(client) -> None:
    assert all(each.steward and each.targets.exists() for each in Petition.objects.all())
    check_live_story(client)
    won = client.get("/es/campanas/que-sigan-las-clases-nocturnas-de-ingles/").content.decode()
    assert "672 nombres entregados en persona" in won
    assert "La junta votó por conservar las dos noches." in won


def check_people() -> None:
    """Without DEBUG nobody's app is known beforehand."""
    for _role, username, password, secret in demo_logins():
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert (secret, secret_of(user)) == ("", None)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_made_once_and_whole(client):
    list(seed())
    posts = PostPage.objects.live()
    assert posts.filter(locale__language_code="en").count() >= 7
    assert posts.filter(locale__language_code="es").count() == posts.count() // 2
    assert Topic.objects.filter(live=True).count() == 6
    assert Author.objects.filter(live=True).count() == 4
    assert set(Petition.objects.values_list("state", flat=True)) == {"open", "won"}
    check_lives(client)
    assert [readiness(each.translation_key, "es") for each in AlertPage.objects.all()] == ["", ""]
    assert not Message.objects.exists()
    for page in Page.objects.live().filter(depth__gt=1).specific():
        assert client.get(page.url).status_code == 200, page.url
    assert all(
        done == total for total, done in (each.get_progress() for each in Translation.objects.all())
    )
    rally = client.get("/es/noticias/serie/lo-que-decide-una-huella/").content.decode()
    assert rally.count('<article class="teaser"') == 3
    signatures = Signature.objects.count()
    assert sum(petition.count for petition in Petition.objects.all()) == signatures
    before = Page.objects.count(), signatures, CampaignPage.objects.count()
    list(seed())
    assert (Page.objects.count(), Signature.objects.count(), CampaignPage.objects.count()) == before
    check_people()
