"""A migrated database to copy for each test process: migrating costs a minute, copying a blink."""

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from dev.preparing import manage

TEMPLATE = "hub_template"


def address_of(database: str, environ: dict[str, str]) -> dict[str, str]:
    """The environment that leads to another database of the same server."""
    url = urlsplit(environ["DATABASE_URL"])._replace(path=f"/{database}")
    return environ | {"DATABASE_URL": urlunsplit(url)}


def make_template(environ: dict[str, str]) -> None:
    create(TEMPLATE, environ)
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    manage("migrate", "--no-input", environ=address_of(TEMPLATE, environ) | settings)


def copy_template(database: str, environ: dict[str, str]) -> None:
    create(database, environ, template=TEMPLATE)


def create(database: str, environ: dict[str, str], template: str = "template1") -> None:
    """Anew, whatever was there: a killed run may have left its own."""
    name, original = sql.Identifier(database), sql.Identifier(template)
    creation = sql.SQL("create database {} template {}").format(name, original)
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        connection.execute(creation)


def name_of(environ: dict[str, str]) -> str:
    return urlsplit(environ["DATABASE_URL"]).path.lstrip("/")
