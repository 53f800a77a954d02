"""Reporting live: entries that readers see without the page being published anew."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.correcting import note_on_versions
from cms.entries import LONGEST, LiveEntry
from cms.languages import LANGUAGES
from cms.rights import check_may_tell
from cms.telling import TextMissing, Texts, checked
from users.models import User


def report(page: Page, texts: Texts, *, by: User) -> LiveEntry:
    """Add an entry in the languages that have a text; the other side shows nothing of it.

    Raises cms.publishing.RightMissing, cms.telling.TextMissing or TextTooLong.
    """
    told = _told(page, texts, by)
    with transaction.atomic():
        entry = LiveEntry.objects.create(translation_key=page.translation_key, texts=told, by=by)
        note_on_versions(page, "cms.report", by)
    return entry


def mend_entry(entry: LiveEntry, page: Page, texts: Texts, *, by: User) -> None:
    """Change what an entry says, or add its other language. Only a changed text is a correction,
    and only of its own language.

    Raises as `report` does; the right is needed in each language that changes.
    """
    told = checked(texts, longest=LONGEST, required=())
    if not told:
        raise TextMissing(page.locale.language_code)
    changed = [code for code in LANGUAGES if told.get(code, "") != entry.text_in(code)]
    check_may_tell(page, by, changed)
    if not changed:
        return
    now = timezone.now().isoformat()
    marks = entry.corrected | {code: now for code in changed if entry.text_in(code)}
    marks = {code: moment for code, moment in marks.items() if code in told}
    with transaction.atomic():
        LiveEntry.objects.filter(pk=entry.pk).update(texts=told, corrected=marks)
        note_on_versions(page, "cms.mend_entry", by)


def withdraw_entry(entry: LiveEntry, page: Page, *, by: User) -> None:
    """Readers see it no more. Raises cms.publishing.RightMissing."""
    check_may_tell(page, by, [code for code in LANGUAGES if entry.text_in(code)])
    with transaction.atomic():
        if entry.withdraw():
            note_on_versions(page, "cms.withdraw_entry", by)


def _told(page: Page, texts: Texts, by: User) -> dict[str, str]:
    told = checked(texts, longest=LONGEST, required=())
    if not told:
        raise TextMissing(page.locale.language_code)
    check_may_tell(page, by, list(told))
    return told
