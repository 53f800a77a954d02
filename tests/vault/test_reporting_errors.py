"""Reports to a Sentry say what broke and where. Nobody is in them."""

import gzip
import logging

import pytest
import sentry_sdk
from django.test import Client

from hub.celery import app
from tests.httpsink import http_sink
from vault.reporting_errors import report_errors

WHO = "zyxw-planted@canary.example"
log = logging.getLogger("vault.planted")


@pytest.fixture
def sink(settings):
    with http_sink() as server:
        settings.SENTRY_DSN = f"http://public@127.0.0.1:{server.port}/1"
        report_errors()
        yield server
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


def reports(sink) -> str:
    sentry_sdk.flush(5)
    bodies = [(headers, body) for _method, _path, headers, body in sink.asked]
    return "\n".join(
        (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
        for headers, body in bodies
    )


@pytest.mark.django_db
@pytest.mark.urls("tests.vault.failing")
def test_a_report_of_a_failed_request_has_the_place_and_nobody(sink):
    browser = Client(raise_request_exception=False, HTTP_USER_AGENT=WHO, REMOTE_ADDR="203.0.113.9")
    browser.cookies["sessionid"] = WHO
    path = f"/es/firmar/confirmar/{WHO}/?email={WHO}"
    answer = browser.post(path, {"name": WHO}, headers={"Referer": f"https://x.example/{WHO}"})
    assert answer.status_code == 500
    told = reports(sink)
    assert '"type":"ValueError"' in told.replace(": ", ":")
    assert "stumble" in told
    assert "es/firmar/confirmar/<str:token>/" in told
    assert answer.headers["X-Request-Id"] in told
    assert WHO not in told
    assert "zyxw" not in told
    assert "203.0.113" not in told


def test_a_failed_task_and_a_bad_line_are_reported_without_what_they_quote(sink):
    @app.task(name="tests.planted")
    def planted() -> None:
        secret = WHO.upper()
        raise LookupError(f"no {secret} {WHO}")

    planted.apply(throw=False)
    app.tasks.unregister(planted.name)
    log.warning("nothing to report of %s", WHO)
    log.error("signed by %s", WHO, extra={"who": WHO})
    told = reports(sink)
    assert "LookupError" in told
    assert "signed by %s" in told
    assert "nothing to report" not in told
    assert "zyxw" not in told.lower()


def test_without_the_setting_nothing_is_reported(settings):
    settings.SENTRY_DSN = ""
    report_errors()
    assert not sentry_sdk.get_client().is_active()
