"""Standing ready: the probes of the ground. The database answers, has what this code needs, the
broker answers, beat is heard, and there is a backup.
"""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from celery import current_app
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.cache import cache as shared
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from vault.backing_up import is_late
from vault.probing import register_probe
from vault.ticking import is_beating


def register() -> None:
    register_probe("database", database_answers, is_vital=True)
    register_probe("migrations", is_migrated, is_vital=True)
    register_probe("broker", broker_answers)
    register_probe("beat", is_beating)
    register_probe("backup", has_backup)


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def is_migrated() -> bool:
    """Whether every migration of this code is in the database. More may be there: while a new
    version moves in, hosts with the old one go on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return wanted() <= set(cursor.fetchall())


@cache
def wanted() -> frozenset[tuple[str, str]]:
    """App and name of each migration, by their files: to load them would take a second."""
    return frozenset(
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for folder in _migrations_of(config)
        for file in Path(folder).glob("[0-9]*.py")
    )


def _migrations_of(config: AppConfig) -> Iterable[str]:
    """Its folder of migrations, which a setting may have put elsewhere."""
    name, _is_set = MigrationLoader.migrations_module(config.label)
    try:
        spec = find_spec(name) if name else None
    except ModuleNotFoundError:
        return ()
    return (spec and spec.submodule_search_locations) or ()


def broker_answers() -> bool:
    """Redis, and RabbitMQ beside it where the bells are rung there."""
    shared.get("readyz")
    if settings.BROKER_URL == settings.REDIS_URL:
        return True
    with current_app.connection_for_write(settings.BROKER_URL) as line:
        try:
            line.ensure_connection(max_retries=1, timeout=2)
        except (*line.connection_errors, *line.channel_errors):
            return False
    return True


def has_backup() -> bool:
    """Not older than a day and two hours, where any are wanted."""
    return not is_late()
