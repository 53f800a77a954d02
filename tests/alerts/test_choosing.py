"""Whom an alert is for, chosen as often as somebody likes."""

import pytest

from alerts.choosing import Choice, choose
from tests.alerts.mailing import english_alert, sender
from vault.auditing import AuditEntry

pytestmark = pytest.mark.django_db


def test_the_log_tells_of_a_choice_that_changes_something():
    page, by = english_alert(), sender()
    steps = AuditEntry.objects.filter(deed="alert.chosen")
    for choice, lines in (
        (Choice(), 1),
        (Choice(), 1),
        (Choice(regions=("WY", "MA")), 2),
        (Choice(regions=("WY", "MA")), 2),
        (Choice(most=4, regions=("WY", "MA")), 3),
    ):
        choose(page.translation_key, choice, by)
        assert steps.count() == lines
