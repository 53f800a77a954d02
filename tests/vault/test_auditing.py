"""The audit log only grows, and holds numbers only."""

import pytest
from django.db import DatabaseError, transaction

from vault.auditing import AuditEntry, NotANumber, note, noted

pytestmark = pytest.mark.django_db


def test_an_entry_is_neither_changed_nor_deleted():
    entry = note("bundle.asked", 7, by=3, names=5)
    for deed in (
        lambda: AuditEntry.objects.update(actor=4),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            deed()
    [kept] = noted(7, "bundle.asked")
    assert (kept.actor, kept.numbers) == (3, {"names": 5})


def test_a_word_is_refused():
    with pytest.raises(NotANumber):
        note("bundle.asked", 7, recipient="María Peña")
