"""The outbox in the admin: only for those with its right, without a body, and no bare address."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from outbox import letters
from outbox.browsing import LOOKED, mask
from outbox.models import Message, StaffLetter, State
from tests.campaigns.reading import text_of
from tests.making import speak
from tests.notes import GONE, KIND, address, open_notes
from tests.outbox import circulars
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db
LIST = "/admin/outbox/"


@pytest.fixture
def admin(staff):
    return staff("Administrators")


def rows_of(page: str) -> int:
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return table.count("<tr>")


@pytest.mark.parametrize("group", ["Editors", "Campaigners", "Translators into English"])
def test_who_has_no_right_of_its_own_may_not_browse(staff, notes, group):
    [message] = notes(1)
    browser = staff(group)
    for path in (LIST, f"{LIST}{message.pk}/"):
        assert browser.get(path).status_code in {302, 403}
        assert browser.post(path).status_code in {302, 403}
    assert LIST not in text_of(browser.get("/admin/"))
    assert not AuditEntry.objects.filter(deed=LOOKED).exists()


def test_messages_are_listed_newest_first_and_filtered(admin, notes):
    first, second, third = notes(1, 2, 3)
    notes(4, language="es")
    Message.objects.filter(pk=second.pk).update(state=State.FAILED, error_code="rcpt-550")
    page = text_of(admin.get(LIST))
    assert rows_of(page) == 4
    assert page.index(f"{LIST}{third.pk}/") < page.index(f"{LIST}{first.pk}/")
    failed = text_of(admin.get(f"{LIST}?state=failed"))
    assert (rows_of(failed), "There is no such mailbox" in failed) == (1, True)
    assert rows_of(text_of(admin.get(f"{LIST}?language=es"))) == 1
    assert rows_of(text_of(admin.get(f"{LIST}?kind={KIND}&state=queued&language=en"))) == 2
    assert rows_of(text_of(admin.get(f"{LIST}?queue=bulk"))) == 0


def test_nonsense_in_the_address_is_no_filter(admin, notes):
    notes(1)
    page = admin.get(f"{LIST}?state=%00&kind=x'&queue=zz&before=-1&language=" + "e" * 5_000)
    assert rows_of(text_of(page)) == 1
    for number in ("999999999", "9" * 40):
        assert admin.get(f"{LIST}{number}/").status_code == 404


def test_pages_follow_one_another_without_a_gap(admin, notes, monkeypatch):
    monkeypatch.setattr("outbox.browsing.LINES", 2)
    made = notes(1, 2, 3, 4, 5)
    seen, path = [], f"{LIST}?state=queued"
    while path:
        page = text_of(admin.get(path))
        seen += [message.pk for message in made if f"{LIST}{message.pk}/" in page]
        path = LIST + page.rpartition('href="?state')[2].partition('"')[0].join(("?state", ""))
        path = path if 'href="?state' in page else ""
    assert sorted(seen) == [message.pk for message in made]


def test_an_address_is_shown_masked_on_demand_only_and_that_is_noted(admin, notes):
    [message] = notes(7)
    path = f"{LIST}{message.pk}/"
    page = text_of(admin.get(path))
    assert "r•••@m•••.org" not in page
    assert not AuditEntry.objects.filter(deed=LOOKED).exists()
    shown = admin.post(path).content.decode()
    assert "r•••@m•••.org" in shown
    assert address(7) not in shown
    assert "reader7" not in shown
    entry = AuditEntry.objects.get(deed=LOOKED)
    assert (entry.subject, entry.actor) == (message.pk, admin.user.pk)


def test_the_body_of_a_letter_is_on_no_screen(admin, notes):
    [message] = notes(7)
    for answer in (admin.get(LIST), admin.post(f"{LIST}{message.pk}/")):
        assert "Hello & all" not in text_of(answer)


def test_opening_an_address_leaves_nothing_behind(admin, notes, monkeypatch):
    [message] = notes(7)

    def writing(rows):
        StaffLetter.objects.create(sealed=b"x")
        return open_notes(rows)

    monkeypatch.setitem(letters.OPENERS, KIND, writing)
    assert "r•••@m•••.org" in text_of(admin.post(f"{LIST}{message.pk}/"))
    assert not StaffLetter.objects.exists()


def test_a_reader_who_is_gone_and_an_opener_that_fails_are_told_kindly(admin, notes, monkeypatch):
    [gone] = notes(GONE)
    assert "its reader is gone" in text_of(admin.post(f"{LIST}{gone.pk}/"))
    [message] = notes(7)
    monkeypatch.setitem(letters.OPENERS, KIND, lambda rows: 1 / 0)
    assert "its reader is gone" in text_of(admin.post(f"{LIST}{message.pk}/"))
    Message.objects.update(kind="nobody.knows")
    assert "its reader is gone" in text_of(admin.post(f"{LIST}{message.pk}/"))


def test_a_letter_of_a_broadcast_is_masked_too(admin, begun_with):
    broadcast = begun_with(1)
    message = broadcast.messages.earliest("pk")
    shown = text_of(admin.post(f"{LIST}{message.pk}/"))
    assert "r•••@m•••.org" in shown
    assert circulars.address(message.subject_id) not in shown
    assert f'href="/admin/mail/{broadcast.pk}/"' in shown


@pytest.mark.parametrize(
    ("whole", "masked"),
    [
        ("maria@example.org", "m•••@e•••.org"),
        ("a@b.mx", "a•••@b•••.mx"),
        ("Ana <ana@mail.example.org>", "a•••@m•••.org"),
        ("ana@localhost", "a•••@l•••"),
        ("", "•••@•••"),
    ],
)
def test_a_mask_tells_two_letters_and_an_ending(whole, masked):
    assert mask(whole) == masked


def test_the_age_of_the_oldest_waiting_mail_is_told(admin, notes):
    assert "No mail to one person waits." in text_of(admin.get(LIST))
    notes(1, 2)
    Message.objects.filter(subject_id=1).update(created_at=timezone.now() - timedelta(hours=3))
    speak(admin.user, "es")
    assert "lleva 3\xa0horas en espera" in text_of(admin.get(LIST))


def test_mail_to_one_person_goes_again_after_a_passing_failure_only(admin, notes):
    for subject, code in enumerate(("timeout", "rcpt-550", "554")):
        [message] = notes(subject + 1)
        Message.objects.filter(pk=message.pk).update(state=State.FAILED, error_code=code)
    assert "1 letter is tried again." in text_of(admin.post(LIST, follow=True))
    states = Message.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.QUEUED, State.FAILED, State.FAILED]


def test_who_may_only_look_tries_nothing_again(admin, notes):
    notes(1)
    Message.objects.update(state=State.FAILED, error_code="timeout")
    rights = Permission.objects.filter(codename="change_broadcast")
    admin.user.groups.get().permissions.remove(*rights)
    assert 'method="post" class="desk-part"' not in text_of(admin.get(LIST))
    admin.post(LIST)
    assert Message.objects.get().state == State.FAILED
