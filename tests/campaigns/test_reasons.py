"""Why people sign: sealed until a campaigner has allowed it, shown while its signature counts, and
never with more of a name than its signer ticked.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.keys import open_keys
from campaigns.models import Petition, Reason, Signature
from campaigns.moderating import AlreadyDecided, allow, refuse
from campaigns.reasons import MOST_SHOWN, flags_in, shown_reasons
from campaigns.signing import confirm, sign
from tests.campaigns.reading import text_of
from tests.campaigns.sealed import held_key
from tests.making import form, user, wish

pytestmark = pytest.mark.django_db
WHY = "Mi hija nació aquí y tiene miedo."


@pytest.fixture
def asking(petition):
    Petition.objects.update(asks_reason=True, exposure="open")
    petition.refresh_from_db()
    return petition


@pytest.fixture
def campaigner(db):
    return user("Campaigners")


def given(petition, number: int = 0, **facts) -> Reason:
    """A reason whose signature is confirmed."""
    facts = {"email": f"n{number}@example.org", "reason": WHY} | facts
    sign(petition, wish(**facts))
    signature = Signature.objects.latest("pk")
    confirm(signature)
    return Reason.objects.get(signature=signature)


def test_a_typed_reason_is_kept_sealed(campaign, asking, reader):
    reader.post(campaign["es"].sign_url(), form(reason=f" {WHY}\r\n\u202e"))
    reason = Reason.objects.get()
    assert reason.typed(open_keys(asking.public_id)) == WHY
    assert WHY.encode() not in bytes(reason.sealed_text)
    assert (reason.text, reason.state, reason.language) == ("", "waiting", "es")


@pytest.mark.parametrize("facts", [{"asks_reason": False}, {"exposure": "sealed"} | held_key()])
def test_where_nobody_asks_nothing_is_kept(campaign, asking, reader, facts):
    Petition.objects.update(**facts)
    assert 'name="reason"' not in text_of(reader.get(campaign["es"].url))
    reader.post(campaign["es"].sign_url(), form(reason=WHY))
    assert Signature.objects.count() == 1
    assert not Reason.objects.exists()


def test_a_reason_too_long_is_explained_and_kept_in_the_form(campaign, asking, reader):
    response = reader.post(campaign["es"].sign_url(), form(reason="ñ" * 501))
    assert response.status_code == 422
    assert "500 caracteres" in text_of(response)
    assert "ñ" * 501 in text_of(response)
    full = form(reason="ñ\r\n" * 250, email="eva@example.org")
    assert reader.post(campaign["es"].sign_url(), full).status_code == 303


def test_nothing_is_shown_before_somebody_allowed_it(campaign, asking, reader, campaigner):
    reason = given(asking)
    assert WHY not in text_of(reader.get(campaign["es"].url))
    allow(reason, by=campaigner)
    assert WHY in text_of(reader.get(campaign["es"].url))
    reason.refresh_from_db()
    assert reason.decided_at
    assert reason.decided_by == campaigner


def test_what_was_refused_is_erased_and_never_shown(campaign, asking, reader, campaigner):
    reason = given(asking)
    refuse(reason, "personal", by=campaigner)
    reason.refresh_from_db()
    assert bytes(reason.sealed_text) == b""
    assert WHY not in text_of(reader.get(campaign["es"].url))
    for decide in (
        lambda: allow(reason, by=campaigner),
        lambda: refuse(reason, "stray", by=campaigner),
    ):
        with pytest.raises(AlreadyDecided):
            decide()
    assert Reason.objects.get().state == "refused"


@pytest.mark.parametrize("fact", ["withdrawn_at", "invalidated_at"])
def test_a_reason_goes_when_its_signature_no_longer_counts(asking, campaigner, fact):
    reason = given(asking)
    allow(reason, by=campaigner)
    Signature.objects.update(**{fact: reason.created_at})
    assert shown_reasons(asking, "es") == []


def test_a_reason_is_deleted_with_its_signature(asking, campaigner):
    allow(given(asking), by=campaigner)
    Signature.objects.all().delete()
    assert not Reason.objects.exists()


def test_a_pending_signature_has_nothing_to_read(asking, campaigner):
    sign(asking, wish(reason=WHY))
    assert not Reason.objects.waiting().exists()
    with pytest.raises(AlreadyDecided):
        allow(Reason.objects.get(), by=campaigner)


@pytest.mark.parametrize(
    ("exposure", "ticked", "name"),
    [
        ("open", "nothing", ""),
        ("open", "first", "María, MA"),
        ("open", "full", "María Peña"),
        ("guarded", "nothing", ""),
        ("guarded", "first", "María, MA"),
        ("guarded", "full", "María, MA"),
    ],
)
def test_a_name_stands_there_only_as_its_owner_and_the_petition_allow(
    asking, campaigner, exposure, ticked, name
):
    Petition.objects.update(exposure=exposure)
    asking.refresh_from_db()
    allow(given(asking, shown_as=ticked), by=campaigner)
    assert [each["name"] for each in shown_reasons(asking, "es")] == [name]


def test_who_takes_back_their_name_is_named_no_more(asking, campaigner):
    allow(given(asking, shown_as="full"), by=campaigner)
    Signature.objects.update(shown_as="nothing")
    assert [each["name"] for each in shown_reasons(asking, "es")] == [""]


def test_a_reason_loses_the_town_with_the_petitions_new_exposure(
    campaign, asking, reader, campaigner
):
    asking = Petition.objects.get(pk=asking.pk)
    facts = {"shown_as": "first", "place": "Salem|Essex County"}
    allow(given(asking, **facts), by=campaigner)
    assert "María, Salem" in text_of(reader.get(campaign["es"].url))
    asking.exposure = "guarded"
    asking.save()
    page = text_of(reader.get(campaign["es"].url))
    assert WHY in page
    assert "Salem" not in page
    allow(given(asking, 1, **facts), by=campaigner)
    asking.save()
    assert [each["name"] for each in shown_reasons(asking, "es")] == ["María, MA", ""]


def test_the_readers_own_language_comes_first_and_few_are_shown(asking, campaigner):
    for number in range(MOST_SHOWN):
        allow(given(asking, number, language="en", reason=f"Because {number}"), by=campaigner)
        allow(given(asking, 100 + number, reason=f"Porque {number}"), by=campaigner)
    for language, word in (("es", "Porque"), ("en", "Because")):
        with CaptureQueriesContext(connection) as asked:
            shown = shown_reasons(asking, language)
        assert len(asked) == 1
        texts = [each["text"] for each in shown]
        assert texts == [f"{word} {number}" for number in reversed(range(MOST_SHOWN))]


def test_a_reason_in_the_other_language_says_so_to_screen_readers(
    campaign, asking, reader, campaigner
):
    allow(given(asking), by=campaigner)
    assert '<blockquote class="reason" lang="es">' in text_of(reader.get(campaign["en"].url))
    assert '<blockquote class="reason">' in text_of(reader.get(campaign["es"].url))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Llámame al (617) 555-0123", "phone"),
        ("+52 1 55 1234 5678", "phone"),
        ("maria@example.org", "email"),
        ("maria arroba correo", "email"),
        ("I live at 12 Elm Street", "address"),
        ("Vivo en la calle Olmo, número 12", "address"),
        ("My number is A123 456 789", "a_number"),
        ("A-012345678", "a_number"),
        ("mira www.example.org", "link"),
        ("see example.com/x", "link"),
    ],
)
def test_what_readers_overshare_is_flagged(text, flag):
    assert flag in flags_in(text)


@pytest.mark.parametrize(
    "text", [WHY, "In 2019 we were 1200 families.", "Tengo 3 hijos y 2 trabajos.", "A 5 de mayo"]
)
def test_what_is_harmless_is_not(text):
    assert flags_in(text) == []


def test_the_queue_shows_what_is_flagged_first_to_campaigners_alone(asking, staff):
    given(asking, 1, reason="harmless words")
    given(asking, 2, reason="call 617 555 0123")
    sign(asking, wish(email="p@example.org", reason="pending words"))
    desk = staff("Campaigners")
    page = text_of(desk.get("/admin/reasons/"))
    assert page.index("call 617") < page.index("harmless")
    assert "pending words" not in page
    assert "María" not in page
    for role in ("Editors", "Administrators", "Translators into Spanish"):
        assert staff(role).get("/admin/reasons/").status_code == 302


def test_a_campaigner_decides_on_each(asking, staff):
    desk = staff("Campaigners")
    first, second = given(asking, 1), given(asking, 2)
    desk.post(f"/admin/reasons/{first.pk}/", {"decision": "show", "kind": "stray"})
    desk.post(f"/admin/reasons/{second.pk}/", {"decision": "refuse", "kind": "hurtful"})
    assert list(Reason.objects.order_by("pk").values_list("state", "refusal")) == [
        ("shown", ""),
        ("refused", "hurtful"),
    ]
    again = desk.post(f"/admin/reasons/{first.pk}/", {"decision": "show"}, follow=True)
    assert again.status_code == 200
    assert desk.post(f"/admin/reasons/{first.pk}/", {"kind": "x"}).status_code == 400
    refused = staff("Editors").post(f"/admin/reasons/{first.pk}/", {"decision": "show"})
    assert refused.url == "/admin/"


def test_a_lost_key_leaves_the_queue_readable(asking, staff, settings):
    reason = given(asking)
    settings.KEYSTORE_URL = "file:///nowhere/to/be/found"
    desk = staff("Campaigners")
    assert desk.get("/admin/reasons/").status_code == 200
    assert desk.post(f"/admin/reasons/{reason.pk}/", {"decision": "show"}).status_code == 302
    assert Reason.objects.get().state == "waiting"
