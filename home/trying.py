"""Trying Hub: the demo in a newsroom that has nothing yet, asked for at the first steps."""

from django.db import connection, transaction

from campaigns.models import CampaignPage, Petition
from home.seeding import seed
from news.models import PostPage
from vault import auditing
from vault.locks import Lock
from vault.ringing import ring


class NotEmpty(Exception):
    """There are stories or petitions: made-up ones would stand among them for good."""


def is_empty() -> bool:
    """Nobody has written anything here that readers could take the demo for."""
    return not any(kind.objects.exists() for kind in (PostPage, CampaignPage, Petition))


def ask_for_demo(*, by: int | None) -> None:
    """It is made in the background, some minutes long. Raises NotEmpty.

    Who asks and sees nothing come asks again: a lost bell leaves the newsroom empty.
    """
    if not is_empty():
        raise NotEmpty
    with transaction.atomic():
        auditing.note("demo.asked", 0, by=by)
        ring("home.make_demo")


def make_demo() -> None:
    """All of it or nothing, once, however often it was asked for. Its people cannot log in: on a
    server that others reach, nobody comes in by a known name.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.MAKE_DEMO])
        if not cursor.fetchone()[0] or not is_empty():
            return
        for _part in seed(may_log_in=False):
            pass
