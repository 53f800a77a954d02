"""Who came with a list is asked once, paced, and gets nothing else before they say yes."""

from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Site

from outbox import opening
from outbox.letters import compose
from outbox.models import Message, Reason
from outbox.opening import open_bulk
from outbox.suppressing import suppress
from supporters.addresses import leave_at_once_url
from supporters.asking import BOTH, PERMISSION, ask_some
from supporters.bringing import bring_part, start, tend_lists
from supporters.brought_lists import BroughtList
from supporters.departures import Departure, departed_among
from supporters.erasing import erase
from supporters.expiring import expire
from supporters.leaving import leave
from supporters.linking import leave_token
from supporters.models import Newcomer, Supporter
from supporters.permission_letters import open_letters
from supporters.reminding import remind
from supporters.subscribing import Wish, subscribe
from supporters.taking_back import undo, undo_part
from supporters.tasks import ask_newcomers
from tests import making
from tests.supporters.lists import ACTION_NETWORK, brought, people, rested, taken_in, told
from tests.supporters.mailbox import ANA, link_in, mailed, plain, subscribed, text_of
from vault.switches import Switch, switch_off, switch_on

pytestmark = pytest.mark.django_db
NOON = timezone.now().replace(hour=17, minute=0)  # in New York it is day


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def ask_all() -> int:
    asked = 0
    while some := ask_some():
        asked += some
    return asked


def waiting(text: str = f"email,language\n{ANA},es\n") -> Supporter:
    rested(taken_in(brought(text)))
    ask_all()
    return Supporter.objects.latest("pk")


def test_nothing_is_mailed_before_an_hour_by_night_or_beyond_the_days_number(noon, settings):
    settings.ASKED_PER_DAY = 100
    made = taken_in(brought(people(300)))
    assert ask_some() == 0
    rested(made)
    noon.shift(timedelta(hours=10))
    assert ask_some() == 0
    noon.shift(timedelta(hours=14))
    rested(made)
    assert (ask_some(), ask_all(), ask_all()) == (2, 98, 0)
    assert Message.objects.count() == Supporter.objects.pending().count() == 100
    assert not Supporter.objects.reachable().exists()
    noon.shift(timedelta(days=1))
    assert ask_all() == 100
    assert Newcomer.objects.count() == 100


@pytest.mark.parametrize("switch", [Switch.BULK, Switch.MAIL])
def test_nobody_is_asked_while_mail_to_many_is_stopped(switch):
    rested(taken_in(brought(people(3))))
    switch_off(switch)
    assert ask_all() == 0
    assert not Supporter.objects.exists()
    switch_on(switch)
    assert ask_all() == 3


def test_nobody_is_asked_before_it_is_proved_that_mail_arrives(monkeypatch):
    rested(taken_in(brought(people(3))))
    monkeypatch.setattr(opening, "is_at_home", lambda: False)
    assert ask_all() == 0
    assert Newcomer.objects.count() == 3
    open_bulk(opening.ask())
    assert ask_all() == 3


def test_who_came_with_a_list_that_a_day_ended_half_way_is_asked():
    made = brought(people(600))
    start(made, making.user("Campaigners"))
    bring_part(made.pk)
    BroughtList.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    tend_lists()
    rested(made)
    assert ask_all() == 500


def test_nobody_is_asked_while_there_is_no_postal_address_to_name(settings):
    rested(taken_in(brought(people(3))))
    address, settings.POSTAL_ADDRESS = settings.POSTAL_ADDRESS, ""
    ask_newcomers()
    assert not Message.objects.exists()
    settings.POSTAL_ADDRESS = address
    ask_newcomers()
    assert Message.objects.exists()


def test_each_is_asked_in_their_language_or_in_one_letter_in_both(smtp_sink, settings):
    rested(taken_in(brought(ACTION_NETWORK)))
    assert ask_all() == 3
    kinds = Message.objects.order_by("kind", "language").values_list("kind", "language")
    assert list(kinds) == [(BOTH, "en"), (PERMISSION, "en"), (PERMISSION, "es")]
    mails = {each["To"]: each for each in mailed(smtp_sink)}
    assert "¿Podemos seguir" in mails[ANA]["Subject"]
    assert "May we" not in plain(mails[ANA])
    assert "/en/" not in plain(mails[ANA])
    both = mails["uma@example.org"]
    for part in (both["Subject"], plain(both), both.get_body(("html",)).get_content()):
        assert "May we keep writing to you?" in part or "may we keep" in part
        assert "¿podemos seguir escribiéndote?" in part.lower()
    assert plain(both).count("http://testserver/") == 2
    for mail in mails.values():
        for part in (plain(mail), mail.get_body(("html",)).get_content()):
            assert settings.POSTAL_ADDRESS in part
    assert '<div lang="es">' in both.get_body(("html",)).get_content()
    assert both["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("rows", ["es\n", "en\n", "\n"])
def test_a_hostile_name_of_the_newsroom_stays_text_in_each_letter(rows):
    waiting(f"email,language\n{ANA},{rows}")
    message = Message.objects.get()
    for name in ("", "A & B " * 40, "<script>x</script>\r\nBcc: eve@example.org", "Ñandú 😀"):
        Site.objects.update(site_name=name)
        Site.clear_site_root_paths_cache()
        letter = open_letters([message])[message.pk]
        assert (name or "Hub") in letter.text
        assert escape(name or "Hub") in letter.html
        assert "\n" not in letter.subject
        assert "Bcc" not in message_from_bytes(compose(message, letter).content)


def test_a_button_says_yes_in_a_language_and_opening_says_nothing(client, smtp_sink):
    waiting(f"email\n{ANA}\n")
    link = link_in(mailed(smtp_sink)[0])
    page = text_of(client.get(link))
    assert "Sí, escríbanme en español" in page
    assert "Yes, write to me in English" in page
    assert ANA not in page
    assert not Supporter.objects.reachable().exists()
    foreign = client.post(link, {"deed": "es"}, headers={"Origin": "https://x.example"})
    assert foreign.status_code == 303
    client.post(link, {"deed": "fr"})
    assert not Supporter.objects.reachable().exists()
    done = client.post(link, {"deed": "es"}, headers={"Origin": "http://testserver"})
    assert done.url.startswith("/es/")
    supporter = Supporter.objects.reachable().get()
    assert (supporter.language, supporter.brought) == ("es", None)
    said = supporter.consents.values_list("source", "language")
    assert list(said) == [("import", ""), ("answer", "es")]
    assert "Estás" in text_of(client.get(done.url)) or "suscri" in text_of(client.get(done.url))


@pytest.mark.parametrize("way", ["button", "one click"])
def test_no_erases_at_once_and_no_list_asks_again(client, smtp_sink, way):
    supporter = waiting()
    link = link_in(mailed(smtp_sink)[0])
    if way == "one click":
        assert client.post(leave_at_once_url(leave_token(supporter), "es")).status_code == 200
    else:
        origin = {"Origin": "http://testserver"}
        assert client.post(link, {"deed": "no"}, headers=origin).status_code == 303
    assert not Supporter.objects.exists()
    assert told(taken_in(brought(f"email\n{ANA}\n"))) == {"left": 1}
    assert client.get(link).status_code == 404


def test_who_does_not_answer_is_erased_not_reminded_and_not_asked_again(noon, settings):
    settings.ANSWER_DAYS = 3
    waiting()
    noon.shift(timedelta(days=2))
    assert remind() == 0
    assert expire() == 0
    noon.shift(timedelta(days=2))
    assert expire() == 1
    assert Departure.objects.get().way == Departure.Way.MUTE
    assert told(taken_in(brought(f"email\n{ANA}\n"))) == {"left": 1}
    assert Message.objects.count() == 1


def test_who_left_or_fell_silent_while_the_list_waited_is_not_asked(noon):
    rested(taken_in(brought("email\nleft@example.org\nhush@example.org\nhere@example.org\n")))
    leave(subscribed("left@example.org"))
    noon.shift(timedelta(days=9))
    assert expire() == 1
    suppress("hush@example.org", Reason.COMPLAINT)
    subscribed("here@example.org")
    Message.objects.all().delete()
    assert ask_all() == 0
    assert not Message.objects.exists()
    assert not Newcomer.objects.exists()
    assert Supporter.objects.count() == 1


def test_who_is_erased_while_waiting_in_a_list_is_gone_from_it_too():
    rested(taken_in(brought(f"email\n{ANA}\n")))
    erase(subscribed(ANA))
    assert not Newcomer.objects.exists()
    assert departed_among([ANA]) == {ANA}


def test_who_subscribes_by_a_form_is_here_by_their_own_doing():
    supporter = waiting()
    with time_machine.travel(NOON + timedelta(hours=1)):
        subscribe(Wish(ANA, "en"))
    supporter.refresh_from_db()
    assert (supporter.brought, supporter.language) == (None, "en")
    assert supporter.consents.get().source == "form"


def test_undone_the_question_is_not_sent_and_its_link_is_dead():
    rested(made := taken_in(brought(people(4))))
    ask_some()
    BroughtList.objects.update(ended_at=timezone.now())
    made.refresh_from_db()
    undo(made, making.user("Campaigners"))
    while undo_part(made.pk):
        pass
    assert not Supporter.objects.exists()
    assert not Newcomer.objects.exists()
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not Departure.objects.exists()
