"""Counts the statements of a page as a reader asks for it."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(path: str) -> int:
    """Of the second visit: the first one fills what a process keeps."""
    reader = Client()
    reader.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return len(captured)
