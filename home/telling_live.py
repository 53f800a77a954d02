"""The demo's live story: entries of one evening and a correction, told as editors tell them."""

from datetime import datetime
from typing import Any

from cms.correcting import correct
from cms.corrections import Correction
from cms.entries import LiveEntry
from cms.reporting import report
from home.cataloguing import locale_of
from home.demo.evening import CORRECTED_AT, CORRECTION, ENTRIES, STORY
from home.demo.people import LOGINS
from home.demo.wording import Pair
from news.models import PostPage
from users.models import User


def seed_live() -> None:
    """Once; what was withdrawn later stays so."""
    page = PostPage.objects.get(slug=STORY.slug_en, locale=locale_of("en"))
    told = LiveEntry.objects.filter(translation_key=page.translation_key)
    if told.exists():
        return
    editor = User.objects.get(username=_editor())
    for at, text in ENTRIES:
        _told_at(at, report(page, _texts(text), by=editor))
    _told_at(CORRECTED_AT, correct(page, _texts(CORRECTION), by=editor))


def _told_at(at: datetime, made: LiveEntry | Correction) -> None:
    rows: Any = type(made).objects.filter(pk=made.pk)
    rows.update(at=at)


def _texts(text: Pair) -> dict[str, str]:
    return {"en": text.en, "es": text.es}


def _editor() -> str:
    return next(each.username for each in LOGINS if each.role == "editor")
