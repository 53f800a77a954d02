"""The desk shows what stands out in numbers: never who, at a constant cost, to those who may."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.fraud_desk import desk
from campaigns.invalidating import work
from campaigns.models import Invalidation, Signature
from campaigns.signing import confirm, sign
from tests import making
from tests.campaigns.crowds import NETWORK, ago, crowd
from tests.campaigns.reading import text_of
from tests.making import wish
from vault.keystore import keystore

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspicious(petition):
    """A burst of 30 marked Spanish signatures an hour ago, among 50 ordinary ones."""
    crowd(
        petition, 30, mark="burst", is_held=True, created_at=ago(hours=1), domain_tag="#" + "ab" * 8
    )
    crowd(petition, 50, language="en", network_tag=b"", domain_tag="gmail.com")
    return petition


def test_bursts_domains_hours_and_what_is_held_stand_out(suspicious):
    shown = desk(suspicious, 7)
    (burst,) = shown["bursts"]
    assert (burst["number"], burst["marked"], burst["name"]) == (30, 30, "Network 010101")
    assert [row["name"] for row in shown["domains"]] == ["gmail.com", "Domain ababab"]
    assert sum(row["number"] for row in shown["hours"]) == 80
    assert [row["number"] for row in shown["held"]] == [30]
    assert shown["alarm"]


@pytest.mark.parametrize(
    ("spanish", "english", "expected"),
    [((30, 100), (10, 100), True), ((12, 100), (10, 100), False), ((4, 4), (3, 300), True)],
)
def test_the_alarm_rings_for_a_difference_beyond_chance_only(petition, spanish, english, expected):
    """Also with few of one language: campaigns/comparing_shares.py says by which test."""
    for language, (part, whole) in (("es", spanish), ("en", english)):
        crowd(petition, part, language=language, mark="burst")
        crowd(petition, whole - part, language=language)
    shown = desk(petition, 7)
    told = {share.language: (share.part, share.whole) for share in shown["shares"]}
    assert told == {"es": spanish, "en": english}
    assert shown["alarm"] is expected


def queries(browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_its_cost_does_not_grow(suspicious, staff):
    browser = staff("Campaigners")
    addresses = ["/admin/fraud/", f"/admin/fraud/{suspicious.pk}/"]
    before = [queries(browser, address) for address in addresses]
    for number in range(8):
        other = making.petition()
        crowd(other, 1, is_held=True, mark="blocked")
        crowd(suspicious, 12, network_tag=bytes([number]) * 8, domain_tag=f"#{number:016}")
        Invalidation.objects.create(petition=suspicious, criteria={"language": "es"}, reason="A")
    assert [queries(browser, address) for address in addresses] == before


def test_no_screen_says_who_signed(petition, staff):
    sign(petition, wish(email="zyxwv@mailinator.com", name="Zyxwv Peña"))
    confirm(Signature.objects.get())
    browser = staff("Campaigners")
    typed = {
        "email": "zyxwv@mailinator.com",
        "name": "Zyxwv Peña",
        "rule": "other",
        "reason": "Asked",
    }
    answer = browser.post(f"/admin/fraud/{petition.pk}/invalidate/", typed, follow=True)
    made = Invalidation.objects.get()
    assert set(made.criteria) == {"email_index", "name_index"}
    for address in ("/admin/fraud/", f"/admin/fraud/{petition.pk}/", answer.request["PATH_INFO"]):
        body = text_of(browser.get(address))
        assert "yxwv" not in body.lower()
    assert "<strong>1</strong>" in text_of(answer)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("network", "0123456789abcdef0"), ("network", "tag 0123456789abcdef"), ("region", "MA-02")],
)
def test_what_is_more_than_a_tag_or_a_region_is_refused_at_once(suspicious, staff, field, typed):
    browser = staff("Campaigners")
    asked = {field: typed, "rule": "other", "reason": "Asked"}
    answer = browser.post(f"/admin/fraud/{suspicious.pk}/invalidate/", asked)
    assert field in answer.context["form"].errors
    assert not Invalidation.objects.exists()


def test_from_a_burst_to_its_invalidation_and_back(suspicious, staff):
    browser = staff("Campaigners")
    body = text_of(browser.get(f"/admin/fraud/{suspicious.pk}/"))
    link = re.search(r'href="([^"]*invalidate/\?network=[^"]*)"', body)[1]
    form = browser.get(link)
    typed = form.context["form"].initial | {"rule": "crowd", "reason": "A script"}
    shown = browser.post(f"/admin/fraud/{suspicious.pk}/invalidate/", typed, follow=True)
    assert "<strong>30</strong>" in text_of(shown)
    address = shown.request["PATH_INFO"]
    browser.post(f"{address}start/")
    made = Invalidation.objects.get()
    work(made.pk)
    assert Signature.objects.filter(invalidation=made, network_tag=NETWORK).count() == 30
    assert "30 of 30" in text_of(browser.get(address))
    browser.post(f"{address}undo/")
    work(made.pk)
    assert not Signature.objects.exclude(invalidated_at=None).exists()
    late = browser.post(f"{address}start/", follow=True)
    assert "no longer possible" in text_of(late)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"reason": "A script"},
        {"reason": "A script", "network": "zz"},
        {"reason": "A script", "since": "yesterday"},
        {"reason": "A script", "domain": "not a domain"},
        {"reason": "x" * 400, "language": "es"},
        {"reason": "A script", "name": "a\0b"},
    ],
)
def test_what_cannot_be_looked_for_is_told_kindly(petition, staff, typed):
    answer = staff("Campaigners").post(
        f"/admin/fraud/{petition.pk}/invalidate/", {"rule": "other"} | typed
    )
    assert answer.status_code == 422
    assert not Invalidation.objects.exists()


def test_where_the_keys_are_gone_a_typed_address_finds_nobody(petition, staff):
    keystore().destroy(f"petition-{petition.public_id}")
    browser, clear = staff("Campaigners"), f"/admin/fraud/{petition.pk}/clear/"
    typed = {"email": "ana@example.org", "rule": "other", "reason": "Asked"}
    assert browser.post(f"/admin/fraud/{petition.pk}/invalidate/", typed).status_code == 422
    assert browser.post(clear, {"email": "ana@example.org"}).status_code == 409


def test_the_desk_clears_by_the_typed_address_and_speaks_spanish(petition, staff):
    sign(petition, wish(email="maria@mailinator.com"))
    browser = staff("Campaigners")
    making.speak(browser.user, "es")
    answer = browser.post(
        f"/admin/fraud/{petition.pk}/clear/", {"email": "maria@mailinator.com"}, follow=True
    )
    assert "1 firma quedó liberada." in text_of(answer)
    assert "Mesa de fraude" in text_of(answer)
    assert not Signature.objects.get().is_held


def test_editors_have_no_such_desk(petition, staff):
    editor = staff("Editors")
    assert editor.get(f"/admin/fraud/{petition.pk}/").status_code == 302
    assert "fraud/" not in text_of(editor.get("/admin/"))
