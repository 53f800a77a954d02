"""A house key may go once nothing of the second factors is sealed with it any more."""

import pytest
from allauth.mfa.models import Authenticator

from tests.users.people import SECRET, person
from users.codes import secret_of
from users.resealing import reseal

pytestmark = pytest.mark.django_db


def test_secrets_move_to_the_new_key(settings):
    ada = person()
    Authenticator(user=ada, type="recovery_codes").wrap().activate(ada)
    paper = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().generate_codes()
    assert reseal() == 0
    old = dict(settings.FIELD_ENCRYPTION_KEYS)
    settings.FIELD_ENCRYPTION_KEYS = {"k3": b"c" * 32} | old
    assert reseal() == 2
    settings.FIELD_ENCRYPTION_KEYS = {"k3": b"c" * 32}
    assert secret_of(ada) == SECRET
    row = Authenticator.objects.get(user=ada, type="recovery_codes")
    assert row.wrap().generate_codes() == paper
