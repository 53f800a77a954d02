"""A newsroom that is put back is the one that was made, row for row."""

from datetime import timedelta

import time_machine
from django.db import transaction
from django.utils import timezone

from campaigns.models import Petition, Signature
from campaigns.signing import sign
from tests import making, remembering
from tests.rows import everything


def rows_after(make) -> dict[str, list[str]]:
    """All rows by table once this was done; nothing of it stays."""
    with transaction.atomic():
        make()
        found = everything()
        transaction.set_rollback(True)
    return found


def test_what_is_put_back_is_what_was_made(db, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})

    def newsroom() -> None:
        making.campaign(petition)
        making.post()

    petition = making.petition()
    made, first = rows_after(newsroom), len(remembering._memories)
    put_back = rows_after(newsroom)
    assert first == len(remembering._memories) == 2
    assert put_back == made


def test_what_it_hangs_on_stays_each_tests_own(db, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})
    rows = []
    for _test in range(2):
        with transaction.atomic():
            petition = making.petition()
            before = Petition.objects.values().get(pk=petition.pk)
            pages = making.campaign(petition)
            assert pages["es"].petition.public_id == petition.public_id
            assert Petition.objects.values().get(pk=petition.pk) == before
            rows.append(before["public_id"])
            transaction.set_rollback(True)
    assert len(remembering._memories) == 1
    assert rows[0] != rows[1]


def test_what_a_test_wrote_before_is_not_put_back_in_another(db, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})
    for has_signed in (True, False):
        with transaction.atomic():
            petition = making.petition()
            if has_signed:
                sign(petition, making.wish())
            making.campaign(petition)
            assert Signature.objects.exists() is has_signed
            transaction.set_rollback(True)
    assert len(remembering._memories) == 1


def test_another_kind_of_petition_gets_its_own(db, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})
    for exposure in ("open", "guarded"):
        with transaction.atomic():
            making.campaign(making.petition(exposure=exposure))
            transaction.set_rollback(True)
    assert len(remembering._memories) == 2


def test_with_other_settings_it_is_made_anew(db, settings, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})
    for server in ("https://proxy.example", "https://other.example"):
        settings.PROXY_URL, settings.MAIL_SERVER = server, {"host": server}
        with transaction.atomic():
            making.post()
            transaction.set_rollback(True)
    assert len(remembering._memories) == 2
    settings.MAIL_SERVER = {"host": "third.example"}
    making.post()
    assert len(remembering._memories) == 2


def test_with_another_tree_or_clock_it_is_made_anew(post, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        late = making.post()
        assert remembering._memories == {}
    assert late["es"].first_published_at > post["es"].first_published_at + timedelta(days=1)
    assert making.post()["es"].pk not in (post["es"].pk, late["es"].pk)
