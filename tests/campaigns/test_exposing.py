"""The class of a petition is the upper bound of every choice, whatever was sent."""

import pytest
from django.core.exceptions import ValidationError

from campaigns.exposing import Choices, ExposureFixed, Mail, clamped, may_mail, rules_of
from campaigns.keys import open_keys
from campaigns.models import Consent, Partner, Petition, Signature
from campaigns.settling import clamp_choices
from campaigns.showing_names import newest_names, shown_name
from campaigns.signing import confirm, sign
from outbox.models import Message
from tests.campaigns.sealed import sealed_petition, signed
from tests.making import campaign as make_campaign
from tests.making import form, wish
from tests.making import petition as make_petition

pytestmark = pytest.mark.django_db
ALL = {"shown_as": "full", "goes_to_target": True, "wants_outcome": True}


def partner(of: Petition, **facts) -> Partner:
    number = Partner.objects.count()
    return Partner.objects.create(
        **{"petition": of, "name": f"Partner {number}", "slug": f"p{number}"}
        | {"receives_names": True}
        | facts
    )


def everything(of: Petition) -> dict:
    return ALL | {"partners": (partner(of).pk,)}


def test_each_class_allows_no_more_than_the_one_before():
    opened, guarded, sealed = (rules_of(name) for name in ("open", "guarded", "sealed"))
    assert set(sealed.shown) < set(guarded.shown) < set(opened.shown)
    assert sealed.mails < guarded.mails < opened.mails
    assert sealed.mails == {Mail.CONFIRMATION, Mail.REMINDER, Mail.RECEIPT}
    for field, days in sealed.days_kept.items():
        assert days < guarded.days_kept[field] <= opened.days_kept[field]
    assert rules_of("unheard-of") == sealed


@pytest.mark.parametrize(
    ("exposure", "shown", "target", "consents", "outcome"),
    [("open", "full", True, 1, True), ("guarded", "first", True, 1, True)],
)
def test_a_signature_keeps_what_its_class_allows(exposure, shown, target, consents, outcome):
    petition = make_petition(exposure=exposure)
    signature = signed(petition, **everything(petition))
    kept = signature.shown_as, signature.goes_to_target, signature.wants_outcome
    assert kept == (shown, target, outcome)
    assert signature.consents.count() == consents
    assert signature.partner_choices == []


def test_a_sealed_petition_drops_forged_choices_at_once():
    petition, _identity = sealed_petition()
    sign(petition, wish(**everything(petition)))
    signature = Signature.objects.get()
    assert signature.choices == Choices(goes_to_target=True)
    confirm(signature)
    assert not Consent.objects.exists()


def test_forged_fields_of_the_form_are_dropped(reader):
    petition, _identity = sealed_petition()
    pages = make_campaign(petition)
    other = partner(petition)
    fields = form(shown_as="nothing", tell_outcome="on", **{f"partner_{other.pk}": "on"})
    reader.post(pages["es"].sign_url(), fields)
    assert Signature.objects.get().choices == Choices()
    reader.post(pages["es"].sign_url(), form(email="ana@example.org", shown_as="full"))
    assert Signature.objects.count() == 1  # a choice that is not offered is no choice


def test_choices_made_while_it_was_open_are_clamped_when_confirmed():
    petition = make_petition(exposure="open")
    sign(petition, wish(**ALL))
    petition.exposure = "guarded"
    petition.save()
    confirm(Signature.objects.get())
    assert Signature.objects.get().shown_as == "first"


def test_partners_of_others_and_without_names_get_no_consent():
    petition = make_petition(exposure="open")
    foreign, silent = partner(make_petition()), partner(petition, receives_names=False)
    own = partner(petition)
    signed(petition, partners=(foreign.pk, silent.pk, own.pk, 987_654))
    assert [consent.partner for consent in Consent.objects.all()] == [own]


def test_confirming_twice_consents_once():
    petition = make_petition(exposure="open")
    signature = signed(petition, partners=(partner(petition).pk,))
    confirm(signature)
    assert Consent.objects.count() == 1


def test_the_class_is_fixed_once_somebody_signed_but_open_may_become_guarded():
    for old, new in (("guarded", "open"), ("guarded", "sealed"), ("open", "sealed")):
        petition = make_petition(exposure=old)
        sign(petition, wish())
        petition = Petition.objects.get(pk=petition.pk)
        petition.exposure = new
        with pytest.raises(ExposureFixed):
            petition.save()
        with pytest.raises(ValidationError) as refused:
            petition.full_clean()
        assert set(refused.value.message_dict) >= {"exposure"}
    unsigned = Petition.objects.get(pk=make_petition(exposure="guarded").pk)
    unsigned.exposure = "open"
    unsigned.save()


def test_stored_choices_follow_a_class_made_stricter(monkeypatch):
    monkeypatch.setattr("campaigns.settling.BATCH", 2)
    petition = make_petition(exposure="open")
    for number in range(5):
        signed(petition, email=f"a{number}@example.org", shown_as="full")
    petition.exposure = "guarded"
    petition.save()
    assert clamp_choices() == 5
    assert clamp_choices() == 0
    assert set(Signature.objects.values_list("shown_as", flat=True)) == {"first"}


@pytest.mark.parametrize(
    ("exposure", "shown_as", "told"),
    [
        ("open", "nothing", ""),
        ("open", "first", "María, Boston"),
        ("open", "full", "María Peña"),
        ("guarded", "nothing", ""),
        ("guarded", "first", "María, MA"),
        ("guarded", "full", "María, MA"),
        ("sealed", "first", ""),
        ("sealed", "full", ""),
    ],
)
def test_readers_see_no_more_than_the_class_shows_whatever_is_stored(exposure, shown_as, told):
    petition = sealed_petition()[0] if exposure == "sealed" else make_petition(exposure=exposure)
    signature = signed(petition, place="Boston|Suffolk County")
    Signature.objects.update(shown_as=shown_as)
    signature.refresh_from_db()
    assert shown_name(signature, open_keys(petition.public_id)) == told
    assert newest_names(petition) == ([told] if told else [])


def test_who_does_not_count_is_not_named():
    petition = make_petition(exposure="open")
    held = signed(petition, shown_as="full")
    Signature.objects.filter(pk=held.pk).update(is_held=True)
    gone = signed(petition, shown_as="full", email="b@example.org")
    gone.withdraw()
    sign(petition, wish(shown_as="full", email="c@example.org"))
    assert newest_names(petition) == []


def test_names_have_an_address_of_their_own_that_is_not_listed(
    reader, django_assert_max_num_queries
):
    petition = make_petition(exposure="open")
    pages = make_campaign(petition)
    signed(petition, shown_as="full")
    address = pages["es"].names_url()
    assert address == f"/es/firmar/{petition.public_id}/nombres/"
    few = reader.get(address)
    assert "María Peña" in few.content.decode()
    assert few.headers["X-Robots-Tag"] == "noindex"
    assert "María Peña" not in reader.get(pages["es"].url).content.decode().replace(
        "María Peña, ", ""
    ).replace("<td>María Peña</td>", "")
    for number in range(5):
        signed(petition, shown_as="full", email=f"a{number}@example.org")
    with django_assert_max_num_queries(14):
        assert reader.get(address).content.decode().count("<li>María Peña</li>") == 6


def test_a_sealed_petition_has_no_page_of_names(reader):
    pages = make_campaign(sealed_petition()[0])
    assert reader.get(pages["en"].names_url()).status_code == 404


def test_signing_a_sealed_petition_again_sends_no_later_mail():
    petition, _identity = sealed_petition()
    signed(petition)
    Signature.objects.update(mailed_at=None)
    posted = Message.objects.count()
    sign(petition, wish())
    assert Message.objects.count() == posted
    assert not may_mail("sealed", Mail.ALREADY)


def test_the_strictest_choice_is_what_nobody_has_to_make():
    for exposure in ("open", "guarded", "sealed"):
        assert clamped(exposure, Choices()) == Choices()
