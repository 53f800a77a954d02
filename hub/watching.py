"""Settings of stopping and watching: what settings.py takes over as it stands."""

import re

from hub import environment as env

SWITCH_SECONDS = 0.5  # for which a process believes what it knows of vault/switches.py
MIGRATION_LOCK_TIMEOUT = env.number("MIGRATION_LOCK_TIMEOUT", 3)  # seconds; 0: as long as it takes
METRICS_TOKEN = env.matching(
    "METRICS_TOKEN",
    "",
    re.compile(r"[A-Za-z0-9_-]{20,}"),
    "needs 20 or more letters, digits, - and _",
)
PING_URL = env.matching(
    "PING_URL", "", re.compile(r"https?://[^\s/]+(/\S*)?"), "must be an address: https://…"
)
SENTRY_DSN = env.matching(
    "SENTRY_DSN",
    "",
    re.compile(r"https?://[^\s@/]+@[^\s@]+/\d+"),
    "must look like https://key@sentry.example.org/1",
)
LOG_FORMAT = env.matching("LOG_FORMAT", "line", re.compile(r"line|json"), "must be line or json")

# No addresses, no names, no query strings.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "vault.logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "vault.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": []},  # its own would print paths in development
        "wagtail": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},  # it names each key that lets somebody in
        "django_tasks": {"level": "WARNING"},
        "flufl.bounce": {"level": "CRITICAL"},  # what it stumbles over may be an address
        "django.request": {"level": "ERROR"},  # a 404 is no news
    },
}
