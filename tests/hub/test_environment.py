"""A wrong or missing setting ends the start with one clear line that never tells its value."""

import ast
import datetime as dt
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "hub" / "settings.py"
KEY, OTHER_KEY = "YmJi" * 10 + "YmI=", "YWFh" * 10 + "YWE="
COMPLETE = {
    "SECRET_KEY": "planted-" + "x" * 50,
    "BASE_URL": "https://news.example.org",
    "FIELD_ENCRYPTION_KEYS": f"k1:{KEY}",
    "KEYSTORE_URL": "file:///var/lib/hub/planted",
    "DATABASE_URL": "postgresql://hub:planted@db.example/hub",
    "REDIS_URL": "redis://:planted@broker.example/0",
    "EMAIL_URL": "smtp://planted:planted@mail.example",
}
DOORS = {
    "manage.py": ("manage.py", "check"),
    "worker": ("-m", "celery", "--app=hub", "worker"),
    "beat": ("-m", "celery", "--app=hub", "beat"),
}


@pytest.fixture
def start(monkeypatch):
    """Reads the settings under this environment; None unsets a name."""

    def read(**changes: str | None) -> dict:
        for name in (*COMPLETE, *names_in_settings()):
            monkeypatch.delenv(name, raising=False)
        for name, value in (COMPLETE | changes).items():
            if value is not None:
                monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


def calls_in_settings() -> list[ast.Call]:
    tree = ast.parse(SETTINGS.read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if ast.unparse(call.func).startswith("env.")]


def names_in_settings() -> set[str]:
    return {ast.literal_eval(call.args[0]) for call in calls_in_settings()}


def test_this_module_knows_every_setting_without_a_default():
    optional = {"flag", "listing"}
    required = {
        ast.literal_eval(call.args[0])
        for call in calls_in_settings()
        if len(call.args) == 1 and ast.unparse(call.func).removeprefix("env.") not in optional
    }
    assert required == set(COMPLETE)


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_setting_ends_the_start(start, name, value):
    with pytest.raises(SystemExit, match=f"^Hub cannot start: {name} is not set; see .+$"):
        start(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "news.example.org"),
        ("BASE_URL", "ftp://news.example.org"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://news.example.org/planted"),
        ("FIELD_ENCRYPTION_KEYS", KEY),
        ("FIELD_ENCRYPTION_KEYS", "k1:planted"),
        ("FIELD_ENCRYPTION_KEYS", "k1:cGxhbnRlZA=="),
        ("FIELD_ENCRYPTION_KEYS", f"k1:{KEY},planted"),
        ("FIELD_ENCRYPTION_KEYS", f"k.1:{KEY}"),
        ("FIELD_ENCRYPTION_KEYS", f":{KEY}"),
        ("FIELD_ENCRYPTION_KEYS", f"{'k' * 17}:{KEY}"),
        ("FIELD_ENCRYPTION_KEYS", " , "),
        ("DATABASE_URL", "sqlite:///planted"),
        ("DATABASE_URL", "mysql://hub:planted@db.example/hub"),
        ("DATABASE_URL", "postgresql://hub:planted@db.example:port/hub"),
        ("DATABASE_URL", "planted"),
        ("REDIS_URL", "amqp://:planted@broker.example/0"),
        ("REDIS_URL", "planted"),
        ("EMAIL_URL", "http://planted@mail.example"),
        ("EMAIL_URL", "smtp://"),
        ("QUIET_HOURS", "24:00-08:00"),
        ("QUIET_HOURS", "08:00-08:00"),
        ("QUIET_HOURS", "planted"),
        ("EMAIL_URL", "brevo://planted@"),
        ("EMAIL_URL", "mailjet://:planted@"),
        ("EMAIL_URL", "smtp://planted:planted@mail.example:port"),
        ("DEBUG", "planted"),
        ("TRUSTED_PROXY_HOPS", "-1"),
        ("TRUSTED_PROXY_HOPS", "planted"),
        ("DATABASE_POOL_SIZE", "1.5"),
        ("DIGEST_HOUR", "24"),
        ("DIGEST_WEEKDAY", "0"),
        ("MAIL_RATE", "planted"),
        ("MAIL_DOMAIN_RATES", "planted"),
        ("MAIL_DOMAIN_RATES", "gmail.com=planted"),
        ("MAIL_DOMAIN_RATES", "gmail.com=0"),
        ("BOUNCE_ADDRESS", "planted"),
        ("BOUNCE_ADDRESS", "planted@bounces.example.org, x@example.org"),
        ("BOUNCE_ADDRESS", "planted1@bounces.example.org"),
        ("WEBHOOK_SECRET", "planted"),
        ("WEBHOOK_SECRET", "user:planted"),
        ("REPLY_TO", "planted"),
        ("REPLY_TO_ES", "Hub <planted@example.org>"),
        ("INBOUND_SECRET", "planted"),
        ("INBOUND_SECRET", "provider:planted"),
        ("PROXY_URL", "planted"),
        ("PROXY_URL", "https://proxy:planted"),
        ("PROXY_REFRESH_KEY", "planted"),
        ("PROXY_REFRESH_KEY", "planted.*" * 5),
        ("MACHINE_TRANSLATOR", "planted"),
        ("MACHINE_TRANSLATOR", "deepl"),
        ("MACHINE_TRANSLATOR", "google:planted"),
        ("MACHINE_TRANSLATOR", "libretranslate:planted.example"),
        ("MACHINE_TRANSLATOR", "libretranslate:https://planted@"),
    ],
)
def test_a_wrong_setting_ends_the_start_and_is_not_repeated(start, name, value):
    with pytest.raises(SystemExit) as end:
        start(**{name: value})
    line = str(end.value.code)
    assert line.startswith(f"Hub cannot start: {name} ")
    assert line.endswith(".")
    assert "\n" not in line
    assert "planted" not in line
    assert KEY not in line


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_it_in_one_line_without_a_traceback(door):
    without_keys = COMPLETE | {"FIELD_ENCRYPTION_KEYS": "k1:planted", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, *DOORS[door]],
        cwd=ROOT,
        env=without_keys,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    (line,) = (done.stdout + done.stderr).splitlines()
    assert line.startswith("Hub cannot start: FIELD_ENCRYPTION_KEYS ")
    assert "planted" not in line


def test_what_is_not_said_is_safe_for_production(start):
    found = start(INBOX_DIR="/planted")
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == []
    assert found["TRUSTED_PROXY_HOPS"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert found["INBOX_DIR"] == ""
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"):
        assert found[name]


def test_with_tls_the_cookies_of_staff_are_this_hosts_alone(start):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
    plain, ours = start(BASE_URL="http://hub.example"), start(BASE_URL="https://hub.example")
    assert [plain[name] for name in names] == ["session", "csrf"]
    assert [ours[name] for name in names] == ["__Host-session", "__Host-csrf"]


def test_the_first_key_is_the_current_one(start):
    found = start(FIELD_ENCRYPTION_KEYS=f" new:{KEY} , old:{OTHER_KEY},")
    assert list(found["FIELD_ENCRYPTION_KEYS"].items()) == [("new", b"b" * 32), ("old", b"a" * 32)]


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://ana%40home:p%3Aw@mail.example", 25, False, False),
        ("smtps://ana%40home:p%3Aw@mail.example", 465, True, False),
        ("smtp+tls://ana%40home:p%3Aw@mail.example:2525", 2525, False, True),
    ],
)
def test_the_mail_server_is_what_its_address_says(start, url, port, ssl, tls):
    server = start(EMAIL_URL=url)["MAIL_SERVER"]
    assert (server["host"], server["port"]) == ("mail.example", port)
    assert (server["username"], server["password"]) == ("ana@home", "p:w")
    assert (server["use_ssl"], server["use_tls"]) == (ssl, tls)


@pytest.mark.parametrize(
    ("url", "provider", "host", "api_url"),
    [
        ("brevo://:a%2Fb@", "brevo", "brevo", ""),
        (
            "mailgun://:a%2Fb@api.eu.mailgun.net/v3",
            "mailgun",
            "api.eu.mailgun.net",
            "https://api.eu.mailgun.net/v3",
        ),
    ],
)
def test_a_provider_is_what_its_address_says(start, url, provider, host, api_url):
    server = start(EMAIL_URL=url)["MAIL_SERVER"]
    assert (server["provider"], server["password"]) == (provider, "a/b")
    assert (server["host"], server["api_url"]) == (host, api_url)


def test_quiet_hours_are_two_times_of_day_or_none(start):
    assert start()["QUIET_HOURS"] is None
    assert start(QUIET_HOURS=" 21:00 - 08:30")["QUIET_HOURS"] == (dt.time(21), dt.time(8, 30))


def test_a_slash_at_the_end_of_the_address_does_not_count(start):
    assert start(BASE_URL="https://news.example.org/")["BASE_URL"] == "https://news.example.org"


@pytest.mark.parametrize(
    ("value", "name", "options"),
    [
        ("deepl:abc:fx", "DeepLTranslator", {"AUTH_KEY": "abc:fx"}),
        (
            "libretranslate:http://127.0.0.1:5000/",
            "LibreTranslator",
            {"LIBRETRANSLATE_URL": "http://127.0.0.1:5000", "API_KEY": ""},
        ),
        (
            "libretranslate:https://a%2Fb@translate.example.org/v1",
            "LibreTranslator",
            {"LIBRETRANSLATE_URL": "https://translate.example.org/v1", "API_KEY": "a/b"},
        ),
    ],
)
def test_the_machine_translator_is_what_its_setting_says(start, value, name, options):
    machine = start(MACHINE_TRANSLATOR=value)["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"]
    assert machine["CLASS"].endswith(name)
    assert machine["OPTIONS"] == options


def test_there_is_no_machine_translator_by_default(start):
    assert start()["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"] is None
    assert start(MACHINE_TRANSLATOR="  ")["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"] is None
