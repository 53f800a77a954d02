"""A digest as its readers get it: their stories alone, in their language, as they are now."""

import re
from datetime import date

import pytest

from alerts.digest_letters import SHOWN, open_letters
from alerts.digesting import make_due
from alerts.models import DigestRun
from alerts.notifying import notify
from alerts.story_mail import in_header
from cms.freshness import judge
from news.models import PostPage
from outbox.models import Broadcast, Message
from outbox.suppressing import Reason, suppress
from supporters.leaving import leave
from supporters.preferring import Preferences, prefer
from tests import making
from tests.alerts.newsreaders import (
    addressed,
    at,
    delivered,
    digests_on,
    in_spanish,
    person,
    story,
    topic,
)
from tests.alerts.test_digesting import FRIDAY

pytestmark = pytest.mark.django_db
HOSTILE = 'Peña & <b>"Ñandú"</b> hubslot dice'


@pytest.fixture(autouse=True)
def _on(db):
    digests_on()


def made() -> None:
    PostPage.objects.update(first_published_at=FRIDAY)
    with at(FRIDAY):
        make_due()


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def page_of(mail) -> str:
    return mail.get_body(("html",)).get_content()


@pytest.fixture
def hills_and_feet(smtp_sink):
    """Two stories on two topics, one of them in Spanish too, and what four readers get of them."""
    snow, rain = topic("Snow", "Nieve"), topic("Rain", "Lluvia")
    white, wet = story("White hills", snow), story("Wet feet", rain)
    in_spanish(white, "Colinas blancas")
    person("all", rhythm="daily")
    person("rain", rhythm="daily", topics=[rain])
    person("ana", "es", rhythm="daily", topics=[snow])
    person("lluvia", "es", rhythm="daily", topics=[rain])
    made()
    return {"mails": delivered(smtp_sink), "white": white, "wet": wet}


def test_each_reader_gets_the_stories_that_they_chose(hills_and_feet):
    mails, wet = hills_and_feet["mails"], hills_and_feet["wet"]
    assert {name: len(each) for name, each in mails.items()} == {"all": 1, "rain": 1, "ana": 1}
    [everything], [of_rain] = mails["all"], mails["rain"]
    for said in (text_of(everything), page_of(everything)):
        assert "White hills" in said
        assert wet.full_url in said
        assert "2 new stories. Nov. 27, 2026" in said
    for said in (text_of(of_rain), page_of(of_rain)):
        assert "Wet feet" in said
        assert "White hills" not in said
        assert "1 new story." in said
    assert everything["Subject"] == "Wet feet, and 1 more"
    assert of_rain["Subject"] == "Wet feet"


def test_a_digest_is_in_its_readers_language_and_names_what_is_live_there(hills_and_feet):
    [ana] = hills_and_feet["mails"]["ana"]
    assert ana["Subject"] == "Colinas blancas"
    assert ana["Content-Language"] == "es"
    assert "1 nota nueva. 27 de noviembre de 2026" in text_of(ana)
    assert 'lang="es"' in page_of(ana)
    assert "una vez al día" in page_of(ana)


def test_every_mail_can_be_left_and_is_whole(smtp_sink):
    story("Snow")
    person("bob", rhythm="daily")
    made()
    [mail] = delivered(smtp_sink)["bob"]
    assert re.fullmatch(r"<http://testserver/en/subscribe/one-click/\S+>", mail["List-Unsubscribe"])
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for said in (text_of(mail), page_of(mail)):
        assert "http://testserver/en/subscribe/preferences/" in said
        assert "hubslot" not in said
        assert "more on our site" not in said
    assert "prefers-color-scheme: dark" in page_of(mail)
    assert "fonts.googleapis" not in page_of(mail)
    assert "<img" not in page_of(mail)


def test_many_stories_are_the_newest_and_a_link_to_the_rest_below_100_kb(smtp_sink):
    for number in range(SHOWN + 3):
        story(f"{HOSTILE} {number}", summary="ñ" * 300)
    person("bob", rhythm="daily")
    made()
    [mail] = delivered(smtp_sink)["bob"]
    said = text_of(mail)
    assert f"{SHOWN + 3} new stories" in said
    assert "And 3 more on our site" in said
    assert said.count("ñ" * 300) == SHOWN
    assert f"{HOSTILE} {SHOWN + 2}" in said
    assert f"{HOSTILE} 2\n" not in said
    assert "<b>" not in page_of(mail)
    assert len(smtp_sink.received[0].content) < 100_000
    assert mail["Subject"] == f"{HOSTILE} {SHOWN + 2}, and {SHOWN + 2} more"


def test_a_long_accented_subject_is_one_line_that_reads_as_it_was_written(smtp_sink):
    long = "¿" + "Ñandú año " * 25
    assert "\n" not in in_header(long)
    story(long.strip()[:250])
    person("bob", rhythm="daily")
    made()
    [mail] = delivered(smtp_sink)["bob"]
    assert mail["Subject"].startswith("¿Ñandú año Ñandú")
    assert len(mail["Subject"]) <= 110


def test_who_left_paused_or_chose_otherwise_before_it_leaves_gets_none(smtp_sink):
    snow, rain = making.topic("Snow"), making.topic("Rain")
    story("White", snow)
    people = {name: person(name, rhythm="daily") for name in ("gone", "paused", "now", "rain")}
    person("silent", rhythm="daily")
    made()
    assert addressed() == {*people, "silent"}
    leave(people["gone"])
    prefer(people["paused"], Preferences("en", "daily", paused_until=date(2100, 1, 1)))
    prefer(people["now"], Preferences("en", "now"))
    prefer(people["rain"], Preferences("en", "daily", topics=frozenset([rain.translation_key])))
    suppress("silent@example.org", Reason.COMPLAINT)
    assert delivered(smtp_sink) == {}
    states = Message.objects.values_list("state", flat=True)
    assert sorted(states) == ["cancelled"] * 4 + ["suppressed"]


def test_a_mended_or_withdrawn_story_is_so_in_what_has_not_left(smtp_sink):
    kept, gone = story("Snow"), story("Rain")
    person("bob", rhythm="daily")
    made()
    kept.title = "Snow, corrected"
    revision = kept.save_revision()
    judge(revision, "urgent")
    with making.acting_as("seed"):
        revision.publish()
        gone.unpublish()
    assert Broadcast.objects.get().version == 3
    [mail] = delivered(smtp_sink)["bob"]
    assert mail["Subject"] == "Snow, corrected"
    assert "Rain" not in text_of(mail)


def test_a_digest_whose_stories_are_all_gone_ends_without_a_mail(smtp_sink):
    post = story("Snow")
    person("bob", rhythm="daily")
    made()
    addressed()
    with making.acting_as("seed"):
        post.unpublish()
    assert delivered(smtp_sink) == {}
    assert Message.objects.get().state == "cancelled"


def test_who_was_told_by_a_mail_of_its_own_has_it_not_again_in_a_digest(smtp_sink):
    post, reader = story("Snow"), person("bob")
    notify(post, by=making.user("Editors"))
    delivered(smtp_sink)
    prefer(reader, Preferences("en", "daily"))
    story("Rain")
    made()
    mails = delivered(smtp_sink)
    assert [mail["Subject"] for mail in mails["bob"]] == ["Snow", "Rain"]


def test_opening_takes_the_same_queries_for_one_reader_and_for_many(django_assert_max_num_queries):
    snow = making.topic("Snow")
    for number in range(3):
        story(f"Snow {number}", snow)
    for number in range(12):
        person(f"reader{number}", rhythm="daily", topics=[snow])
    made()
    addressed()
    messages = list(Message.objects.exclude(broadcast=None))
    with django_assert_max_num_queries(12):
        assert len(open_letters(messages)) == 12
    assert DigestRun.objects.get(language="en").posts.count() == 3
