"""The one message of a waiting address, opened and written at the moment it leaves."""

from collections.abc import Iterable
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Page

from alerts.announcing import KIND
from alerts.models import Waiting
from cms.introducing import newsroom_name
from cms.languages import language_name
from outbox.letters import Letter, register
from outbox.models import Message

TEMPLATE = "alerts/mail/version"


def register_kinds() -> None:
    register(KIND, open_letters)


def open_letters(messages: Iterable[Message]) -> dict[int, Letter]:
    """A letter per message; none for a version that is no longer live (see alerts/sweeping.py).

    Raises vault.sealing.CannotUnseal: the key may come back.
    """
    messages = list(messages)
    waiting = Waiting.objects.in_bulk([message.subject_id for message in messages])
    pages = _live_pages({row.translation_key for row in waiting.values()})
    newsroom = newsroom_name()
    letters = {}
    for message in messages:
        row = waiting.get(message.subject_id)
        page = pages.get((row.translation_key, row.language)) if row else None
        if row and page:
            letters[message.pk] = _letter(row, page, newsroom)
    return letters


def _live_pages(keys: Iterable[UUID]) -> dict[tuple[UUID, str], Page]:
    pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
    return {(page.translation_key, page.locale.language_code): page for page in pages}


def _letter(row: Waiting, page: Page, newsroom: str) -> Letter:
    with translation.override(row.language):
        context = {
            "title": page.title,
            "url": page.full_url,
            "language": row.language,
            "language_name": language_name(row.language),
            "newsroom": newsroom,
        }
        return Letter(
            to=row.address(),
            subject=" ".join(render_to_string(f"{TEMPLATE}_subject.txt", context).split()),
            text=render_to_string(f"{TEMPLATE}.txt", context),
            html=render_to_string(f"{TEMPLATE}.html", context),
        )
