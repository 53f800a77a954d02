"""Lines of JSON say the same as the others: where, what kind, which request. Nobody is in them."""

import json
import logging
import threading
from io import StringIO

import pytest
from django.test import Client

from hub.celery import app
from vault.logs import JsonFormatter, QuietFormatter, formatter, hush_threads

WHO = "zyxw-planted@canary.example"
log = logging.getLogger("vault.planted")


@pytest.fixture(params=[JsonFormatter, QuietFormatter])
def written(request):
    """All that is logged, in both shapes."""
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def lines(written: StringIO) -> list[dict]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.urls("tests.vault.failing")
def test_a_failed_request_a_failed_task_and_a_failed_thread_name_nobody(written, monkeypatch):
    browser = Client(raise_request_exception=False, HTTP_USER_AGENT=WHO)
    browser.get(f"/es/firmar/confirmar/{WHO}/", {"email": WHO})

    @app.task(name="tests.planted.log")
    def planted(number: int) -> None:
        raise LookupError(f"no {WHO}")

    planted.apply(args=[7], throw=False)
    app.tasks.unregister(planted.name)
    monkeypatch.setattr(threading, "excepthook", None)  # pytest's own
    hush_threads()
    thread = threading.Thread(target=lambda: WHO.index("nobody"))
    thread.start()
    thread.join()
    log.error("it failed: %s", ValueError(WHO))
    log.error(ValueError(WHO))
    said = written.getvalue()
    for kind in ("ValueError", "LookupError", "stumble", "tests.planted.log", "a thread ended"):
        assert kind in said
    assert "zyxw" not in said


@pytest.mark.django_db
@pytest.mark.urls("tests.vault.failing")
@pytest.mark.parametrize("written", [JsonFormatter], indirect=True)
def test_lines_of_one_request_bear_its_name(written, settings):
    settings.TRUSTED_PROXY_HOPS = 1
    browser = Client(raise_request_exception=False)
    path = "/es/firmar/confirmar/a-token/?email=x"
    answer = browser.get(path, headers={"X-Request-Id": "0123456789abcdef"})
    assert answer.headers["X-Request-Id"] == "0123456789abcdef"
    [line] = [each for each in lines(written) if each.get("error") == "ValueError"]
    assert line["request"] == "0123456789abcdef"
    assert line["message"] == "error at es/firmar/confirmar/<str:token>/"
    assert any("stumble" in place for place in line["where"])


@pytest.mark.django_db
@pytest.mark.urls("tests.vault.failing")
@pytest.mark.parametrize("said", [WHO, "a\r\nb: c", "x" * 65, ""])
def test_a_name_is_taken_from_our_own_proxy_and_only_if_it_is_one(settings, said):
    browser = Client(raise_request_exception=False)
    for hops in (0, 1):
        settings.TRUSTED_PROXY_HOPS = hops
        answer = browser.get("/es/firmar/confirmar/x/?email=x", headers={"X-Request-Id": said})
        assert answer.headers["X-Request-Id"].isalnum()
        assert answer.headers["X-Request-Id"] != said
    settings.TRUSTED_PROXY_HOPS = 0
    answer = browser.get("/es/firmar/confirmar/x/?email=x", headers={"X-Request-Id": "a" * 16})
    assert answer.headers["X-Request-Id"] != "a" * 16


def test_pages_that_are_well_bear_no_name(reader):
    assert "X-Request-Id" not in reader.get("/healthz").headers


def test_a_process_without_settings_writes_the_same_shape(monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", "json")
    assert isinstance(formatter(), JsonFormatter)
    monkeypatch.delenv("LOG_FORMAT")
    assert type(formatter()) is QuietFormatter
