"""Composing: what an alert's readers of one language get, or why they get nothing yet."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from alerts.models import AlertPage
from alerts.writing import Notice, Unready, compose
from cms.corrections import corrections_of
from cms.pairs import Version
from cms.proofreading import is_unreviewed
from outbox.kinds import CannotWrite, Draft

__all__ = ["Unready", "compose", "compose_correction", "compose_live", "readiness"]


def compose_live(translation_key: UUID, language: str) -> Draft:
    """The mail of the live version. Raises CannotWrite with a code of Unready while this language
    has none that readers may get.
    """
    return compose(_sendable(translation_key, language))


def compose_correction(translation_key: UUID, language: str) -> Draft:
    """The mended letter for those who got it with its mistake: one line, then the text as it is
    now. Raises CannotWrite as compose_live does.
    """
    page = _sendable(translation_key, language)
    with translation.override(language):
        told = corrections_of(page)
        what = told[0]["text"] if told else _("The text below is the right one.")
        notice = Notice(
            subject=_("Correction: %(subject)s") % {"subject": " ".join(page.subject.split())},
            text=_("An earlier mail of ours had a mistake. %(what)s") % {"what": what},
        )
    return compose(page, notice=notice)


def readiness(translation_key: UUID, language: str) -> str:
    """Empty if a mail can be written in this language now; else a code of Unready, whose label
    says why.
    """
    try:
        compose_live(translation_key, language)
    except CannotWrite as error:
        return str(error.args[0])
    return ""


def _sendable(translation_key: UUID, language: str) -> AlertPage:
    versions = AlertPage.objects.filter(
        translation_key=translation_key, locale__language_code=language
    )
    page = versions.select_related("locale").first()
    if page is None:
        raise CannotWrite(Unready.MISSING)
    if not page.live:
        raise CannotWrite(Unready.DRAFT)
    known = Version.objects.filter(translation_key=translation_key, language=language)
    if known.exclude(stale_since=None).exists():
        raise CannotWrite(Unready.STALE)
    if is_unreviewed(page):
        raise CannotWrite(Unready.MACHINE)
    return page
