"""What readers are told when something breaks that is not their doing."""

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import Client

from tests.making import form

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    """It sees the answer, not the error behind it."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    return Client(headers=headers, raise_request_exception=False)


def failing(error: Exception):
    """Every statement ends so, as when the database crashed a moment ago."""

    def fail(*statement):
        raise error

    return connection.execute_wrapper(fail)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_while_the_database_is_away_readers_are_asked_to_come_back(reader, campaign, error):
    address = campaign["es"].sign_url()
    doors = [lambda: reader.get("/es/"), lambda: reader.post(address, form())]
    for ask in doors:
        with failing(error("away")):
            answer = ask()
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        page = answer.content.decode()
        assert 'lang="en"' in page
        assert 'lang="es"' in page


def test_a_mistake_of_ours_is_no_outage(reader):
    with failing(DataError("too long")):
        answer = reader.get("/es/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
