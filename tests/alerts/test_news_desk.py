"""The desk of notices and digests: nothing is sent unless somebody ticks it and sees to whom."""

import html

import pytest
from django.urls import reverse

from alerts.digesting import make_due, switch
from alerts.models import LeftOut, Notice
from outbox.models import Broadcast
from tests import making
from tests.alerts.newsreaders import at, delivered, digests_on, in_spanish, person, story, topic
from tests.alerts.test_digesting import FRIDAY, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(staff):
    browser = staff("Editors")
    making.speak(browser.user, "es")
    return browser


def tell(post) -> str:
    return reverse("alerts_notice", args=[post.pk])


def said(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def test_the_tick_is_never_set_and_the_audience_is_shown_by_language(editor):
    snow, rain = topic("Snow", "Nieve"), topic("Rain", "Lluvia")
    post = story("Snow", snow)
    for name, language, rhythm, chosen in (
        ("a", "en", "now", [snow]),
        ("b", "en", "now", []),
        ("c", "en", "now", [rain]),
        ("d", "es", "now", []),
        ("e", "es", "daily", []),
        ("f", "es", "weekly", [snow]),
    ):
        person(name, language, rhythm, chosen)
    response = editor.get(tell(post))
    form = response.context["form"]
    assert not form["is_wanted"].value()
    reach = {side["language"]: side["reach"] for side in response.context["sides"]}
    assert reach == {
        "en": {"now": 2, "daily": 0, "weekly": 0},
        "es": {"now": 1, "daily": 1, "weekly": 1},
    }
    assert "Esta versión no está publicada" in said(response)


def test_without_the_tick_nothing_is_asked_for(editor):
    post = story("Snow")
    response = editor.post(tell(post))
    assert response.status_code == 422
    assert not Notice.objects.exists()


def test_ticked_it_is_held_for_ten_minutes_and_can_be_cancelled(editor, smtp_sink):
    person("bob")
    post = story("Snow")
    response = editor.post(tell(post), {"is_wanted": "on"}, follow=True)
    assert "Sale a las" in said(response)
    assert "Sale en diez minutos" in said(response)
    again = editor.post(tell(post), {"is_wanted": "on"}, follow=True)
    assert "Ya se avisó" in said(again)
    stop = reverse("alerts_notice_stop", args=[post.pk])
    assert "Detenido" in said(editor.post(stop, follow=True))
    assert "nada que detener" in said(editor.post(stop, follow=True))
    assert delivered(smtp_sink) == {}


def test_what_the_send_desk_cancels_during_the_hold_was_told_to_nobody(editor, smtp_sink):
    person("bob")
    post = story("Snow")
    editor.post(tell(post), {"is_wanted": "on"})
    cancel = reverse("outbox_deed", args=[Broadcast.objects.get().pk, "cancel"])
    assert "Cancelado" in said(editor.post(cancel, follow=True))
    assert not Notice.objects.standing().exists()  # so no digest takes it for told
    assert "Ya se avisó" not in said(editor.get(tell(post)))
    assert "Sale en diez minutos" in said(editor.post(tell(post), {"is_wanted": "on"}, follow=True))
    assert len(delivered(smtp_sink)["bob"]) == 1


def test_numbers_by_language_are_shown_while_it_leaves(editor, smtp_sink):
    person("bob")
    person("ana", "es")
    post = story("Snow")
    editor.post(tell(post), {"is_wanted": "on"})
    Notice.objects.update(leaves_at="2000-01-01T00:00Z")
    delivered(smtp_sink)
    text = said(editor.get(tell(post)))
    assert "Enviados: 1. En espera: 0." in text
    assert "Enviados: 0. En espera: 1." in text
    assert "Detener lo que falta" in text


def test_the_mail_can_be_seen_and_can_do_nothing(editor):
    post = story("Snow & <b>")
    response = editor.get(reverse("alerts_notice_mail", args=[post.pk, "en"]))
    assert "Snow &amp; &lt;b&gt;" in response.content.decode()
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert editor.get(reverse("alerts_notice_mail", args=[post.pk, "es"])).status_code == 404
    assert editor.get(reverse("alerts_notice_mail", args=[post.pk, "xx"])).status_code == 404


def test_a_story_is_left_out_of_digests_and_let_in_again(editor):
    post = story("Snow")
    door = reverse("alerts_notice_digests", args=[post.pk])
    editor.post(door, {"is_left_out": "on"})
    assert LeftOut.objects.exists()
    assert editor.get(tell(post)).context["digest_form"]["is_left_out"].value()
    editor.post(door)
    assert not LeftOut.objects.exists()


def test_the_editor_of_a_live_story_leads_there_and_that_of_a_draft_does_not(editor):
    live, draft = story("Snow"), making.draft_post()
    edit = "wagtailadmin_pages:edit"
    assert tell(live) in said(editor.get(reverse(edit, args=[live.pk])))
    assert tell(draft) not in said(editor.get(reverse(edit, args=[draft.pk])))


def test_digests_are_listed_with_what_comes_next_and_turned_off_by_right(editor):
    digests_on()
    person("bob", rhythm="daily")
    english = published(story("Snow on the hill"), FRIDAY)
    with at(FRIDAY):
        make_due()
        published(in_spanish(english, "Nieve en la colina"), FRIDAY)
        response = editor.get(reverse("alerts_digests"))
        assert "Nieve en la colina" in said(response)
        assert "27 de noviembre de 2026" in said(response)
        mail = editor.get(reverse("alerts_digest_mail", args=["daily", "es"]))
        assert "1 nota nueva" in said(mail)
        assert "Nieve en la colina" in said(mail)
        nothing = editor.get(reverse("alerts_digest_mail", args=["daily", "en"]), follow=True)
        assert "nada que contar" in said(nothing)
        assert editor.get("/admin/digests/mail/hourly/en/").status_code == 404
        off = editor.post(reverse("alerts_digests_turn"), {"on": "0"}, follow=True)
        assert "están desactivados" in said(off)
    assert switch().on_since is None


@pytest.mark.parametrize("role", ["Translators into Spanish", "Campaigners", "Administrators"])
def test_nobody_else_sees_or_sends(staff, role):
    browser, post = staff(role), story("Snow")
    for name, arguments in (
        ("alerts_notice", [post.pk]),
        ("alerts_notice_mail", [post.pk, "en"]),
        ("alerts_digests", []),
        ("alerts_digest_mail", ["daily", "en"]),
    ):
        response = browser.get(reverse(name, args=arguments))
        assert response.status_code in {302, 403}
    browser.post(tell(post), {"is_wanted": "on"})
    browser.post(reverse("alerts_notice_digests", args=[post.pk]), {"is_left_out": "on"})
    browser.post(reverse("alerts_digests_turn"), {"on": "0"})
    assert switch().on_since is not None
    for model in (Notice, LeftOut, Broadcast):
        assert not model.objects.exists()


def test_the_lists_of_the_desk_take_no_query_for_each_story(editor, django_assert_max_num_queries):
    digests_on()
    for number in range(6):
        published(story(f"Snow {number}"), FRIDAY)
    with at(FRIDAY), django_assert_max_num_queries(60):
        editor.get(reverse("alerts_digests"))
