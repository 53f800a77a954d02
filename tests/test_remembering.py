"""A newsroom that is put back is the one that was made, row for row."""

from datetime import timedelta

import time_machine
from django.db import transaction
from django.utils import timezone

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


def test_with_another_tree_or_clock_it_is_made_anew(post, monkeypatch):
    monkeypatch.setattr(remembering, "_memories", {})
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        late = making.post()
        assert remembering._memories == {}
    assert late["es"].first_published_at > post["es"].first_published_at + timedelta(days=1)
    assert making.post()["es"].pk not in (post["es"].pk, late["es"].pk)
