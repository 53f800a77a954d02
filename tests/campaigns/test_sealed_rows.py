"""Promise 7: what a row holds of a person opens with the petition's key alone, and only there."""

import pytest
from django.db import connection

from campaigns.keys import entry_name, open_keys
from campaigns.models import Signature
from campaigns.signing import sign
from tests.making import wish
from vault.keystore import KeyMissing, keystore
from vault.sealing import CannotUnseal

pytestmark = pytest.mark.django_db


def test_no_column_of_a_signature_holds_the_name_or_address(petition):
    sign(petition, wish(name="María Peña", email="maria@example.org"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM campaigns_signature")
        row = b" ".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    for secret in ("María", "Peña", "maria@example.org", "maria"):
        assert secret.encode() not in row


def test_a_value_moved_to_another_row_does_not_open(petition):
    sign(petition, wish(name="Ana", email="ana@example.org"))
    sign(petition, wish(name="Eva", email="eva@example.org"))
    ana, eva = Signature.objects.order_by("pk")
    eva.sealed_name = ana.sealed_name
    with pytest.raises(CannotUnseal):
        eva.name(open_keys(petition.public_id))


def test_destroying_the_keys_erases_every_signer(petition):
    sign(petition, wish())
    keystore().destroy(entry_name(petition.public_id))
    with pytest.raises(KeyMissing):
        open_keys(petition.public_id)
