"""Supporters are never joined to signatures: not by a key, a column, a moment or a message."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from campaigns.addresses import confirm_url
from campaigns.area_names import AREAS
from campaigns.models import Signature
from campaigns.signing import PURPOSE, sign
from campaigns.signing import confirm as confirm_signature
from cms.area_names import AREA_NAMES
from outbox.models import Message
from supporters.models import Supporter
from tests.making import wish
from tests.supporters.mailbox import subscribed, text_of
from vault.tokens import derive_token

pytestmark = pytest.mark.django_db
MARIA = "maria@example.org"
OURS = set(apps.get_app_config("supporters").get_models())


def test_no_relation_leads_from_supporters_to_anything_else_or_back():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model:
                assert (model in OURS) == (field.related_model in OURS), field


def values_of(row: models.Model) -> set:
    """What two rows could be matched by: digests, ids and moments."""
    found = [getattr(row, field.attname) for field in row._meta.concrete_fields]
    found = [bytes(each) if isinstance(each, memoryview) else each for each in found]
    return {each for each in found if isinstance(each, bytes | UUID | date) and each}


def test_who_signs_and_subscribes_has_nothing_in_common_in_both_rows(petition):
    sign(petition, wish(email=MARIA))
    confirm_signature(Signature.objects.get())
    supporter = subscribed(MARIA)
    signed, asked = values_of(Signature.objects.get()), values_of(supporter)
    days = {each for each in asked if isinstance(each, date)}
    assert signed & asked <= days
    assert not [each for each in days if isinstance(each, datetime)]


def test_no_message_names_a_supporter_and_a_signature(petition):
    sign(petition, wish(email=MARIA))
    subscribed(MARIA)
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert {kind.partition(".")[0] for kind in kinds} == {"campaigns", "supporters"}
    assert Message.objects.count() == 2


def test_the_form_after_signing_knows_nothing_of_the_signature(campaign, reader, smtp_sink):
    sign(campaign["es"].petition, wish(email=MARIA))
    signature = Signature.objects.get()
    body = text_of(confirmed_page(signature, reader))
    form = body[body.index('<form class="subscribe"') :].partition("</form>")[0]
    assert 'action="/es/suscribirse/"' in form
    assert form.count("<input") == 1
    for told in (MARIA, "María", str(signature.public_id), str(signature.petition.public_id)):
        assert told not in form
    assert "value=" not in form
    response = reader.post("/es/suscribirse/", {"email": MARIA})
    assert response.status_code == 303
    assert Supporter.objects.get().consents.get().source == "form"


def confirmed_page(signature: Signature, reader):
    nonce = bytes(signature.nonce)
    token = derive_token(PURPOSE, signature.public_id, nonce, signature.expires_on)
    return reader.post(confirm_url(token, "es"), follow=True)


def test_regions_are_those_of_campaigns():
    assert set(AREA_NAMES) <= set(AREAS)
