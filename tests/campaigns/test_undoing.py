"""Undoing takes back what a collection brought, and nothing that people gave by themselves."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from campaigns.keys import entry_name
from campaigns.models import OutcomeWish, Signature
from campaigns.outcome_wishes import gather_wishes, word_for
from campaigns.sheets import Sheet
from campaigns.undoing import undo, undo_batch
from tests.campaigns.leaving import signed
from tests.campaigns.lists import listed, taken_in
from vault.erasures import read
from vault.keystore import keystore
from vault.reapplying import reapply

pytestmark = pytest.mark.django_db
LIST = "name,email,C\nAna Díaz,ana@example.org,x\nBeto Cruz,beto@example.org,x\nEva,,x\n"


@pytest.fixture(autouse=True)
def journal(settings, tmp_path) -> Path:
    settings.ERASURES_DIR = str(tmp_path / "erasures")
    return tmp_path / "erasures"


def undone(sheet: Sheet) -> None:
    undo(sheet.collection)
    while undo_batch(sheet.collection_id):
        pass


def words() -> set[str]:
    return {wish.word for wish in OutcomeWish.objects.all()}


def test_wishes_that_moved_over_go_with_the_list_also_after_a_restore(petition):
    sheet = taken_in(listed(petition, LIST))
    gather_wishes(petition)
    stood = list(OutcomeWish.objects.all())
    assert len(stood) == 2
    undone(sheet)
    assert not OutcomeWish.objects.exists()
    OutcomeWish.objects.bulk_create(stood)  # as an older backup has them
    reapply(read())
    assert not OutcomeWish.objects.exists()


def test_who_signed_by_the_same_address_is_told_all_the_same(petition):
    signed(petition, name="Carla Ruiz", email="ana@example.org", wants_outcome=True)
    sheet = taken_in(listed(petition, LIST))
    gather_wishes(petition)
    undone(sheet)
    assert words() == {word_for(petition, "ana@example.org")}


def test_a_wish_that_is_older_than_the_list_stays(petition):
    with time_machine.travel(timezone.now() - timedelta(days=40), tick=False):
        signed(petition, name="Ana Díaz", email="ana@example.org", wants_outcome=True)
        gather_wishes(petition)
        Signature.objects.all().delete()
    sheet = taken_in(listed(petition, LIST))
    gather_wishes(petition)
    undone(sheet)
    assert words() == {word_for(petition, "ana@example.org")}


def test_a_key_that_is_gone_keeps_no_wrong_list(petition):
    sheet = taken_in(listed(petition, LIST))
    gather_wishes(petition)
    keystore().destroy(entry_name(petition.public_id))
    undone(sheet)
    assert not Signature.objects.exists()
