"""The checklist refuses what is unsafe in plain words of both languages, and never says a value."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from vault.checklist import Grade, all_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def safe(settings, tmp_path):
    """As in production; the tests' PostgreSQL alone does not keep what it promises."""
    keystore = tmp_path / "keystore"
    keystore.mkdir(mode=0o700)
    settings.KEYSTORE_URL = f"file://{keystore}"
    settings.BASE_URL, settings.IS_TLS = "https://news.example.org", True
    settings.ALLOWED_HOSTS = ["news.example.org"]
    settings.SECRET_KEY = "".join(map(chr, range(48, 110)))
    settings.FIELD_ENCRYPTION_KEYS = {"k1": bytes(range(32))}
    settings.TRUSTED_PROXY_HOPS = 1
    settings.MAIL_SERVER = {"host": "mail.example.org", "use_tls": True, "use_ssl": False}
    settings.DEFAULT_FROM_EMAIL = "Hub <hub@example.org>"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    return keystore


def unsafe() -> set[str]:
    return {item.what for item in all_items() if item.grade == Grade.UNSAFE}


OF_THE_TESTS = {"PostgreSQL's promises"}


def test_a_site_as_the_documents_say_has_nothing_unsafe(safe):
    assert unsafe() <= OF_THE_TESTS


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("DEBUG", True, "DEBUG"),
        ("SECRET_KEY", "changeme", "SECRET_KEY"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY"),
        ("FIELD_ENCRYPTION_KEYS", {"k1": b"\0" * 32}, "FIELD_ENCRYPTION_KEYS"),
        ("IS_TLS", False, "BASE_URL"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["other.example.org"], "ALLOWED_HOSTS"),
        ("TRUSTED_PROXY_HOPS", 0, "TRUSTED_PROXY_HOPS"),
        ("REDIS_URL", "redis://redis.example.org/0", "REDIS_URL"),
        ("BROKER_URL", "amqp://rabbit.example.org//", "BROKER_URL"),
        ("MAIL_SERVER", {"host": "mail.example.org"}, "EMAIL_URL"),
        ("DEFAULT_FROM_EMAIL", "Hub <hub@localhost>", "DEFAULT_FROM_EMAIL"),
        ("KEYSTORE_URL", "file:///nowhere/at/all", "KEYSTORE_URL"),
    ],
)
def test_what_is_unsafe_is_refused_without_its_value(safe, settings, name, value, what):
    setattr(settings, name, value)
    found = [item for item in all_items() if item.what == what]
    assert what in unsafe()
    assert all(item.why for item in found if item.grade == Grade.UNSAFE)
    assert str(value) not in " ".join(item.why for item in found) or value in (True, 0)


def test_keys_that_others_may_read_or_that_lie_among_pictures_are_refused(safe, settings):
    safe.chmod(0o755)
    assert "KEYSTORE_URL" in unsafe()
    safe.chmod(0o700)
    entry = safe / "petition-1"
    entry.touch(mode=0o644)
    os.chmod(entry, 0o644)
    assert "KEYSTORE_URL" in unsafe()
    entry.chmod(0o400)
    assert "KEYSTORE_URL" not in unsafe()
    settings.MEDIA_ROOT = str(safe.parent)
    assert "KEYSTORE_URL" in unsafe()


def test_a_database_that_writes_statements_into_its_log_is_refused(safe):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_min_error_statement = error")
    assert "PostgreSQL's log" in unsafe()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "readers see the inside of errors"), ("es", "ven por dentro los errores")],
)
def test_the_command_says_so_and_ends_with_one(safe, settings, language, sentence):
    settings.DEBUG = True
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("checklist", language=language, stdout=said)
    assert ended.value.code == 1
    assert sentence in said.getvalue()
    call_command("checklist", only_tell=True, stdout=said)


def test_a_file_of_settings_that_others_may_read_is_refused(safe, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / ".env").touch(mode=0o644)
    Path(tmp_path / ".env").chmod(0o644)
    assert ".env" in unsafe()
    (tmp_path / ".env").chmod(0o600)
    assert ".env" not in unsafe()
