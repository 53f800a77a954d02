"""Promises of the tablet: nothing of the person before, and nothing of the admin."""

import re
from uuid import uuid4

import pytest
from django.urls import get_resolver

from campaigns.collected import Collection
from campaigns.models import Signature
from campaigns.receipt_codes import MOST_TRIES
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
PASSWORD = "a long phrase for the fair"


@pytest.fixture
def tablet(staff, campaign):
    """A steward's browser, locked to a rally."""
    browser = staff("Campaigners", password=PASSWORD)
    petition = campaign["en"].petition
    answer = browser.post("/admin/rally/", {"petitions": [petition.pk], "place": "Fair"})
    assert answer.status_code == 303
    browser.form_url = f"/admin/rally/es/{petition.public_id}/"
    browser.done_url = f"{browser.form_url}done/"
    return browser


def form_id_of(answer) -> str:
    return re.search(r'name="of" value="(\w+)"', answer.content.decode())[1]


def fill(tablet, *, form_id="", **fields):
    form_id = form_id or form_id_of(tablet.get(tablet.form_url))
    turn = {"turn": fields.pop("turn")} if "turn" in fields else {}
    typed = {"name": "Ana Díaz", "postal_code": "02118"} | fields
    data = {f"{form_id}-{key}": value for key, value in typed.items()} | {"of": form_id}
    return tablet.post(tablet.form_url, data | turn)


def test_from_the_form_to_the_code_to_an_empty_form(tablet):
    answer = fill(tablet)
    assert (answer.status_code, answer.headers["Location"]) == (303, tablet.done_url)
    thanks = tablet.get(tablet.done_url)
    assert re.search(r"[A-Z2-9]{5} [A-Z2-9]{5}", text_of(thanks))
    assert "Ana" not in text_of(thanks)
    assert "Gracias" in text_of(thanks)
    again = tablet.get(tablet.done_url)
    assert (again.status_code, again.headers["Location"]) == (303, tablet.form_url)
    row = Signature.objects.get()
    assert (row.way, row.language, row.collection.place) == ("rally", "es", "Fair")
    for each in (answer, thanks, again, tablet.get(tablet.form_url)):
        assert "no-store" in each.headers["Cache-Control"]


def test_the_next_person_sees_nothing_of_the_last(tablet):
    first = tablet.get(tablet.form_url)
    form_id = form_id_of(first)
    refused = fill(tablet, form_id=form_id, postal_code="nowhere")
    assert refused.status_code == 422
    assert "Ana Díaz" in text_of(refused)
    assert fill(tablet, form_id=form_id).status_code == 303
    tablet.get(tablet.done_url)
    empty = tablet.get(tablet.form_url)
    assert "Ana" not in text_of(empty)
    assert form_id_of(empty) != form_id
    for old in ({"postal_code": "nowhere"}, {"turn": "en"}, {}):
        resent = fill(tablet, form_id=form_id, **old)
        assert resent.status_code == 303
    assert "Ana" not in text_of(tablet.get(tablet.done_url, follow=True))
    assert Signature.objects.count() == 1


def test_no_browser_offers_what_was_typed_before(tablet):
    page = text_of(tablet.get(tablet.form_url))
    visible = [
        each for each in re.findall(r"<input[^>]+>", page) if re.search("type=.(text|email)", each)
    ]
    assert len(visible) == 3
    assert all('autocomplete="off"' in each for each in visible)
    names = [
        set(re.findall(r'name="([^"]+name)"', text_of(tablet.get(tablet.form_url))))
        for _ in range(2)
    ]
    assert not names[0] & names[1]
    assert "localStorage" not in page


def test_the_language_turns_with_what_was_typed(tablet):
    turned = fill(tablet, turn="en", hand_over="on", shown_as="first")
    page = text_of(turned)
    assert '<html lang="en">' in page
    assert "Hands off our fingerprints" in page
    assert 'value="Ana Díaz"' in page
    assert "checked" in page
    assert not Signature.objects.exists()


def test_who_hands_their_name_over_is_told_what_the_office_receives(tablet):
    page = text_of(tablet.get(tablet.form_url))
    assert "puede recibir: tu nombre completo y tu estado." in page
    assert "puede volverse un documento público" in page
    page = text_of(fill(tablet, turn="en"))
    assert "may receive: your full name and your state. What an office receives can become" in page


def test_the_outcome_is_told_only_by_mail(tablet):
    refused = fill(tablet, tell_outcome="on")
    assert refused.status_code == 422
    assert "necesitamos tu correo" in text_of(refused)
    assert fill(tablet, tell_outcome="on", email="ana@example.org").status_code == 303
    assert Signature.objects.get().wants_outcome


def test_a_guarded_petition_offers_no_full_name(tablet, campaign):
    assert 'value="full"' not in text_of(tablet.get(tablet.form_url))
    type(campaign["en"].petition).objects.update(exposure="open")
    assert 'value="full"' in text_of(tablet.get(tablet.form_url))


def admin_addresses() -> list[str]:
    """Every address of the admin and its neighbors, with a number for each thing it names."""
    found = []

    def walk(patterns, before=""):
        for each in patterns:
            path = before + str(each.pattern)
            if hasattr(each, "url_patterns"):
                walk(each.url_patterns, path)
            else:
                found.append(path)

    walk(
        [
            each
            for each in get_resolver().url_patterns
            if str(each.pattern) in {"admin/", "documents/", "footnotes/footnotes_modal/"}
        ]
    )
    plain = {re.sub(r"<[^>]+>|\(\?P.*?\)|\(.*?\)", "1", path) for path in found}
    return sorted("/" + re.sub(r"[\^$\\?+*]", "", path) for path in plain)


def test_a_locked_tablet_opens_no_address_of_the_admin(tablet):
    addresses = admin_addresses()
    assert len(addresses) > 150
    own = [each for each in addresses if each.startswith("/admin/rally/1/")]
    assert len(own) == 3
    for address in [
        *addresses,
        "/admin/",
        "/admin/login/",
        "/admin/rally/",
        "/admin/rally/x/lock/",
    ]:
        for answer in (tablet.get(address), tablet.post(address)):
            assert answer.status_code == 303, address
            assert re.fullmatch(r"/admin/rally/(en|es)/lock/", answer.headers["Location"]), address


def test_the_password_of_the_steward_opens_it(tablet):
    lock = "/admin/rally/en/lock/"
    assert tablet.post(lock, {"password": "a guess"}).status_code == 422
    assert tablet.get("/admin/").status_code == 303
    assert tablet.post(lock, {"password": PASSWORD}).headers["Location"] == "/admin/rally/"
    assert tablet.get("/admin/rally/").status_code == 200
    assert Collection.objects.get().ended_at
    assert tablet.get(tablet.form_url).status_code == 302


def test_guessing_the_password_signs_the_tablet_out(tablet):
    for _ in range(5):
        answer = tablet.post("/admin/rally/en/lock/", {"password": "a guess"})
    assert answer.status_code == 303
    assert tablet.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert tablet.get(tablet.form_url).headers["Location"].startswith("/admin/login/")


def test_hostile_forms_are_answered(tablet):
    form_id = form_id_of(tablet.get(tablet.form_url))
    assert fill(tablet, form_id=form_id, name="a\0b", email="x" * 400).status_code == 422
    assert fill(tablet, form_id="<script>").status_code == 303
    assert tablet.get(f"/admin/rally/es/{uuid4()}/").status_code == 303
    assert not Signature.objects.exists()


def test_a_petition_that_closes_meanwhile_is_told_so(tablet, campaign):
    form_id = form_id_of(tablet.get(tablet.form_url))
    type(campaign["en"].petition).objects.update(state="closed")
    assert fill(tablet, form_id=form_id).status_code == 410
    assert tablet.get(tablet.form_url).status_code == 410


def test_a_code_is_answered_alike_and_tried_ten_times_an_hour(tablet, reader):
    fill(tablet)
    code = re.search(r"[A-Z2-9]{5} [A-Z2-9]{5}", text_of(tablet.get(tablet.done_url)))[0]
    answers = [reader.post("/es/comprobante/", {"code": each}) for each in ("AAAAA AAAAA", code)]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {
        (303, "/es/comprobante/listo/")
    }
    assert Signature.objects.get().withdrawn_at
    assert "no decimos" in text_of(reader.get("/es/comprobante/listo/")).lower()
    for _ in range(MOST_TRIES - 2):
        assert reader.post("/es/comprobante/", {"code": "BBBBBBBBBB"}).status_code == 303
    Signature.objects.update(withdrawn_at=None)
    refused = reader.post("/es/comprobante/", {"code": code})
    assert refused.status_code == 429
    assert Signature.objects.get().withdrawn_at is None
    elsewhere = reader.post("/en/receipt/", {"code": code}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 303


def test_a_code_from_another_site_or_malformed_is_refused(reader):
    foreign = {"Origin": "https://evil.example"}
    assert reader.post("/en/receipt/", {"code": "A" * 10}, headers=foreign).status_code == 403
    for typed in ("", "short", "a\0b", "x" * 500):
        assert reader.post("/en/receipt/", {"code": typed}).status_code == 422
    page = reader.get("/en/receipt/")
    assert page.headers["Cache-Control"] == "no-store"


def test_starting_asks_for_a_petition_that_may_be_signed_in_person(staff, campaign):
    browser = staff("Campaigners")
    sealed = making.petition(exposure="sealed")
    for chosen in ([], [sealed.pk], [campaign["en"].petition.pk, sealed.pk]):
        assert browser.post("/admin/rally/", {"petitions": chosen}).status_code == 422
    assert not Collection.objects.exists()
