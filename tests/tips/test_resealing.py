"""A house key can be renewed and taken away while tips are kept."""

import pytest

from tips.models import Tip
from tips.opening import keep, open_tip
from tips.resealing import reseal
from tips.taking import Wish, take
from vault.sealing import CannotUnseal

pytestmark = pytest.mark.django_db


def test_a_tip_moves_to_the_new_key_with_all_its_fields(desk, settings):
    old = settings.FIELD_ENCRYPTION_KEYS
    tip = Tip.objects.get(code=take(Wish("Fridays", "en", "@maria.07")))
    keep(tip.pk, "Court in May", by=desk.user)
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, **old}
    take(Wish("Mondays", "en"))
    assert [reseal(), reseal()] == [1, 0]
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32}
    opened = open_tip(tip.pk, by=desk.user)
    assert (opened.text, opened.contact, opened.reason) == ("Fridays", "@maria.07", "Court in May")


def test_what_no_key_opens_stays_and_keeps_nobody_waiting(desk, settings):
    lost = Tip.objects.get(code=take(Wish("Fridays", "en")))
    settings.FIELD_ENCRYPTION_KEYS = {"k8": b"m" * 32}
    take(Wish("Mondays", "en"))
    settings.FIELD_ENCRYPTION_KEYS = {"k9": b"n" * 32, "k8": b"m" * 32}
    assert reseal() == 1
    with pytest.raises(CannotUnseal):
        open_tip(lost.pk, by=desk.user)
