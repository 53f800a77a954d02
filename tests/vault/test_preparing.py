"""What is planned once is counted, logged and refused like any other statement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from vault.preparing import ask

pytestmark = pytest.mark.django_db


def planned() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def test_a_statement_is_planned_once_and_seen_by_who_counts():
    with CaptureQueriesContext(connection) as seen:
        for number in (1, 2):
            assert ask("SELECT %s::int + 40", [number]) == [(40 + number,)]
    assert len(seen) == 2
    assert planned().count("SELECT $1::int + 40") == 1


def test_a_refusal_is_django_s_own():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_twice()


def insert_twice():
    said = "INSERT INTO auth_group (name) VALUES (%s) RETURNING id"
    for _time in range(2):
        ask(said, ["Twins"])


def test_nothing_is_asked_in_a_transaction_that_broke():
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            ask("SELECT 1", [])


def test_whoever_wraps_statements_wraps_these():
    seen = []

    def wrapper(execute, statement, values, many, context):
        seen.append(statement)
        return execute(statement, values, many, context)

    with connection.execute_wrapper(wrapper):
        ask("SELECT 1", [])
    assert seen == ["SELECT 1"]
