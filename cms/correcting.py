"""Correcting: one deed, both languages, no translation to wait for."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from cms.corrections import LONGEST, Correction
from cms.purging import paths_of, purge
from cms.rights import check_may_tell
from cms.telling import Texts, checked
from users.models import User


def correct(page: Page, texts: Texts, *, by: User) -> Correction:
    """Tell the readers of every version of `page` what was wrong; shown at once.

    Raises cms.publishing.RightMissing, cms.telling.TextMissing or TextTooLong.
    """
    check_may_tell(page, by)
    told = checked(texts, longest=LONGEST)
    with transaction.atomic():
        made = Correction.objects.create(translation_key=page.translation_key, texts=told, by=by)
        note_on_versions(page, "cms.correct", by)
    return made


def withdraw_correction(correction: Correction, page: Page, *, by: User) -> None:
    """Take a correction back on both sides. Raises cms.publishing.RightMissing."""
    check_may_tell(page, by)
    with transaction.atomic():
        if correction.withdraw():
            note_on_versions(page, "cms.withdraw_correction", by)


def note_on_versions(page: Page, action: str, by: Any) -> None:
    """Stands in the history of each version, without a word of the text; their caches are told."""
    versions = list(page.get_translations(inclusive=True).specific())
    for version in versions:
        log(instance=version, action=action, user=by)
    purge(paths_of(versions))
