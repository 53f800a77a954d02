"""Checking settings: what the environment says, as far as it can be judged from here."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from vault.checklist import Grade, Item, judged

SECRET_LENGTH, SECRET_LETTERS = 50, 10


def items() -> Iterator[Item]:
    yield judged("DEBUG", _debug())
    yield judged("SECRET_KEY", _secret_key())
    yield judged("FIELD_ENCRYPTION_KEYS", _house_keys())
    yield judged("BASE_URL", _tls())
    yield judged("ALLOWED_HOSTS", _hosts())
    yield judged("TRUSTED_PROXY_HOPS", _hops())
    yield from _lines_to_servers()


def _debug() -> str | None:
    if settings.DEBUG:
        return _("It is on: readers see the inside of errors and all mail. Remove it.")
    return None


def _secret_key() -> str | None:
    key = settings.SECRET_KEY
    if len(key) < SECRET_LENGTH or len(set(key)) < SECRET_LETTERS:
        return _("It can be guessed: staff could be impersonated. Use 50 random letters or more.")
    return None


def _house_keys() -> str | None:
    keys = list(settings.FIELD_ENCRYPTION_KEYS.values())
    if any(len(set(key)) < SECRET_LETTERS for key in keys):
        return _("A key is not random. Make one as deploy/example.env says.")
    if len(set(keys)) < len(keys):
        return _("Two names have the same key.")
    return None


def _tls() -> str | None:
    if settings.IS_TLS:
        return None
    return _("It begins with http: whoever is in between reads names and passwords. Use https.")


def _hosts() -> str | None:
    own = urlsplit(settings.BASE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        return _("Every name is answered: a forged one gets into links. Name your own.")
    names = [name.lower().lstrip(".") for name in settings.ALLOWED_HOSTS]
    if not any(own == name or own.endswith(f".{name}") for name in names):
        return _("The host of BASE_URL is not among them: every reader is refused.")
    return None


def _hops() -> str | None:
    if settings.IS_TLS and not settings.TRUSTED_PROXY_HOPS:
        return _(
            "It is 0, but something in front speaks https: all readers look like one network, and "
            "limits meet everybody at once. Set 1 for one proxy of yours."
        )
    return None


def _lines_to_servers() -> Iterator[Item]:
    database = settings.DATABASES["default"]
    host = str(database.get("HOST") or "")
    mode = database.get("OPTIONS", {}).get("sslmode", "")
    is_plain = mode not in {"require", "verify-ca", "verify-full"}
    yield _line("DATABASE_URL", host, bool(database.get("PASSWORD")), is_plain=is_plain)
    for name in ("REDIS_URL", "BROKER_URL"):
        server = urlsplit(getattr(settings, name))
        is_plain = server.scheme in {"redis", "amqp"}
        if name == "REDIS_URL" or settings.BROKER_URL != settings.REDIS_URL:
            yield _line(name, server.hostname or "", bool(server.password), is_plain=is_plain)


def _line(name: str, host: str, has_password: bool, *, is_plain: bool) -> Item:
    """To a server of this machine, of a network of containers, or of somewhere else."""
    if is_near(host):
        if has_password or host.startswith("/") or not host:
            return Item(name, Grade.SAFE)
        why = _("There is no password. Be sure that nothing but Hub reaches this server.")
        return Item(name, Grade.NOTE, why)
    if not has_password:
        return Item(name, Grade.UNSAFE, _("The server is on another machine, without a password."))
    if is_plain:
        why = _("The way to it is not encrypted. Use TLS, or be sure that the network is your own.")
        return Item(name, Grade.NOTE, why)
    return Item(name, Grade.SAFE)


def is_near(host: str) -> bool:
    """This machine, a socket, or a name without a dot, as containers have."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." not in host or host.startswith("/")
