"""Settings come from the environment alone; a wrong one ends the start with one clear line."""

import base64
import binascii
import datetime as dt
import os
import re
from typing import NoReturn
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url

from hub.secret_files import password_apart, said

KEY_BYTES = 32
PROXY_KEY = re.compile(r"[A-Za-z0-9_-]{32,128}")
EMAIL_SCHEMES = {
    "smtp": (25, False, False),
    "smtps": (465, True, False),
    "smtp+tls": (587, False, True),
}
# Who takes mail over HTTP, and whether a user goes with the key; see outbox/providers.py.
MAIL_PROVIDERS = {
    "brevo": False,
    "mailgun": False,
    "mailjet": True,
    "mailtrap": False,
    "mandrill": False,
    "postmark": False,
    "resend": False,
    "sparkpost": False,
}
MACHINES = {
    "deepl": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
    "libretranslate": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
}
BOUNCE_ADDRESS = re.compile(r"[a-z0-9_-]{1,7}@[a-z0-9-]+(\.[a-z0-9-]+)+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]+:[A-Za-z0-9_-]{20,}")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
SIGNING_KEYS = (
    *("MAILGUN_WEBHOOK_SIGNING_KEY", "MAILERSEND_SIGNING_SECRET"),
    *("MANDRILL_WEBHOOK_KEY", "UNISENDER_GO_API_KEY"),
)
MAILBOX = re.compile(r"[^@\s,;<>\"]+@[A-Za-z0-9.-]+")
READS_FROM = re.compile(r"hub|off|/.+")
RATE = re.compile(r"\d+(\.\d+)?")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def refuse(name: str, why: str) -> NoReturn:
    """End the start: one line, exit code 1, never the value (it may be a secret)."""
    raise SystemExit(f"Hub cannot start: {name} {why}.")


def text(name: str, default: str | None = None) -> str:
    if value := said(name):
        return value
    if default is None:
        refuse(name, "is not set; see docs/running.md")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    refuse(name, "must be 1 or 0")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        refuse(name, "must be a whole number, 0 or more")
    return int(value)


def number_up_to(name: str, default: int, *, lowest: int, highest: int) -> int:
    value = number(name, default)
    if not lowest <= value <= highest:
        refuse(name, f"must be a whole number from {lowest} to {highest}")
    return value


def listing(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def matching(name: str, default: str, pattern: re.Pattern[str], why: str) -> str:
    """Empty, or of this pattern as a whole."""
    value = text(name, default)
    if value and not pattern.fullmatch(value):
        refuse(name, why)
    return value


def web_address(name: str, default: str | None = None) -> str:
    value = text(name, default).rstrip("/")
    if not value:
        return ""
    parts = urlsplit(value)
    try:
        is_address = parts.port != 0 and parts.hostname and not parts.path
    except ValueError:
        is_address = False
    if parts.scheme not in {"http", "https"} or not is_address:
        refuse(name, "must look like https://news.example.org")
    return value


def proxy_key(name: str, default: str) -> str:
    """A long word that may stand in a pattern of nginx as it is; empty for none."""
    return matching(name, default, PROXY_KEY, "needs 32 or more letters, digits, - and _")


def database(name: str) -> dict:
    if not (value := text(name)).startswith(("postgres://", "postgresql://")):
        refuse(name, "must be a postgresql:// address; Hub runs on PostgreSQL only")
    try:
        return dict(dj_database_url.parse(value)) | password_apart()
    except (ValueError, dj_database_url.ParseError):
        refuse(name, "is not a well-formed postgresql:// address")


def redis_address(name: str, default: str | None = None) -> str:
    value = text(name, default)
    if value and urlsplit(value).scheme not in {"redis", "rediss"}:
        refuse(name, "must be a redis:// or rediss:// address")
    return value


def mail_server(name: str) -> dict:
    """Host, port (a number), user, password and the kind of TLS of an smtp:// address; or what
    goes with a provider's key, `brevo://:KEY@`.
    """
    parts = urlsplit(text(name))
    if parts.scheme in MAIL_PROVIDERS:
        return _mail_provider(name, parts)
    if parts.scheme not in EMAIL_SCHEMES or not parts.hostname:
        refuse(name, "must look like smtp://host:port, smtps://… or smtp+tls://…")
    port, ssl, tls = EMAIL_SCHEMES[parts.scheme]
    try:
        port = parts.port or port
    except ValueError:
        refuse(name, "has a port that is not a number")
    return {
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": ssl,
        "use_tls": tls,
    }


def bounce_address(name: str, default: str) -> str:
    """A short plain mailbox: what is added takes 57 of the 64 letters that fit before `@`."""
    value = text(name, default).lower()
    if value and not BOUNCE_ADDRESS.fullmatch(value):
        refuse(name, "must look like bounce@bounces.example.org, with at most 7 letters before @")
    return value


def webhook_secret(name: str, default: str) -> str:
    """What a provider says in HTTP's basic authentication; empty for none."""
    return matching(
        name,
        default,
        WEBHOOK_SECRET,
        "must be user:password, the password with 20 or more letters or digits",
    )


def signing_keys(name: str, default: str) -> dict[str, str]:
    """The key under each name that django-anymail has for it; nothing where it is not set."""
    return dict.fromkeys(SIGNING_KEYS, value) if (value := text(name, default)) else {}


def mailbox(name: str, default: str) -> str:
    """A bare address, or empty."""
    return matching(name, default, MAILBOX, "must look like answers@example.org")


def _mail_provider(name: str, parts: SplitResult) -> dict:
    """A host is needed only where the provider has several: `mailgun://:KEY@api.eu.mailgun.net/v3`."""
    user, key = unquote(parts.username or ""), unquote(parts.password or "")
    if not key or (MAIL_PROVIDERS[parts.scheme] and not user):
        refuse(name, f"needs the key: {parts.scheme}://:KEY@ (mailjet://USER:KEY@)")
    host = parts.netloc.rpartition("@")[2]
    return {
        "provider": parts.scheme,
        "host": host or parts.scheme,
        "username": user,
        "password": key,
        "api_url": f"https://{host}{parts.path}" if host else "",
    }


def rates(name: str, default: str = "") -> dict[str, float]:
    """`gmail.com=20,yahoo.com=5`: numbers above 0 by domain."""
    found = {}
    for part in listing(name, default):
        domain, _, rate = part.replace(" ", "").lower().partition("=")
        if not domain or not RATE.fullmatch(rate) or not float(rate):
            refuse(name, "must look like gmail.com=20,yahoo.com=5")
        found[domain] = float(rate)
    return found


def hours(name: str, default: str = "") -> tuple[dt.time, dt.time] | None:
    """`21:00-08:00`: from when until when; None for never."""
    value = text(name, default).replace(" ", "")
    if not value:
        return None
    found = HOURS.fullmatch(value)
    if not found or found.group(1, 2) == found.group(3, 4):
        refuse(name, "must look like 21:00-08:00, or be empty")
    return dt.time(int(found[1]), int(found[2])), dt.time(int(found[3]), int(found[4]))


def machine_translator(name: str, default: str) -> dict | None:
    """wagtail-localize's setting; `deepl:KEY` or `libretranslate:https://[KEY@]host` makes one."""
    value = text(name, default)
    if not value:
        return None
    kind, _, rest = value.partition(":")
    if kind == "deepl" and rest:
        return {"CLASS": MACHINES[kind], "OPTIONS": {"AUTH_KEY": rest}}
    parts = urlsplit(rest)
    if kind == "libretranslate" and parts.scheme in {"http", "https"} and parts.hostname:
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"
        options = {"LIBRETRANSLATE_URL": address, "API_KEY": unquote(parts.username or "")}
        return {"CLASS": MACHINES[kind], "OPTIONS": options}
    refuse(name, "must be deepl:KEY, libretranslate:https://[KEY@]host, or empty")


def keyring(name: str) -> dict[str, bytes]:
    """Keys as `id:base64,id:base64`, the current one first; each is 32 random bytes."""
    keys = {}
    for entry in listing(name) or refuse(name, "is not set; see docs/running.md"):
        key_id, _, encoded = entry.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            refuse(name, "must be id:base64[,id:base64…]")
        if not key_id.isalnum() or len(key_id) > 16 or len(key) != KEY_BYTES:
            refuse(name, "needs ids of up to 16 letters or digits, and keys of 32 bytes")
        keys[key_id] = key
    return keys
