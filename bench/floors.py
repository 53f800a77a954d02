"""What signing is compared with, for gunicorn alone to import: a bare Django that keeps a row, and
one with a message more.

No middleware, no form, no secrecy, a database connection for each thread: the least that a durable
signature could cost on this server.
"""

import os
from typing import Any
from urllib.parse import parse_qs

import dj_database_url
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

SIGN = """
INSERT INTO floor_signature (email, name) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id
"""
POST = "INSERT INTO floor_message (kind, subject_id) VALUES ('confirmation', %s)"


def row(request: HttpRequest) -> HttpResponse:
    """One durable row."""
    with connection.cursor() as cursor:
        _sign(request, cursor)
    return _seen()


def row_and_message(request: HttpRequest) -> HttpResponse:
    """One durable row and its message, in one transaction: the floor."""
    with transaction.atomic(), connection.cursor() as cursor:
        if made := _sign(request, cursor):
            cursor.execute(POST, made)
    return _seen()


def _sign(request: HttpRequest, cursor: Any) -> Any:
    fields = parse_qs(request.body.decode())
    cursor.execute(SIGN, [fields["email"][0], fields["name"][0]])
    return cursor.fetchone()


def _seen() -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": "/", "Content-Length": "0"})


urlpatterns = [path("row/", row), path("floor/", row_and_message)]
settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    DATABASES={
        "default": {
            **dj_database_url.parse(os.environ["DATABASE_URL"]),
            "ENGINE": "django.db.backends.postgresql",
            "CONN_MAX_AGE": 600,
        }
    },
)
application = get_wsgi_application()
