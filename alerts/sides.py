"""The two versions of an alert as one person may read them, and what their mails would be."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from alerts.cards import left_out
from alerts.models import AlertPage
from alerts.writing import Unready, preheader_of, write
from cms.languages import LANGUAGES, NATIVE_NAMES
from outbox.kinds import CannotWrite


@dataclass(frozen=True)
class Side:
    language: str
    page: Any | None  # a draft, the live text, or None where there is nothing to read
    is_hidden: bool = False

    def shown(self, asked: dict[str, str]) -> dict[str, Any]:
        """For the template, with the address of its frame in the look that is asked for."""
        told: dict[str, Any] = {
            "language": self.language,
            "name": NATIVE_NAMES[self.language],
            "is_hidden": self.is_hidden,
        }
        if self.page is None:
            return told
        said = {name: asked[name] for name in ("look", "pictures", "as")}
        size, faults = _weighed(self.page)
        return told | {
            "subject": self.page.subject,
            "preheader": preheader_of(self.page),
            "kilobytes": size,
            "faults": faults,
            "left_out": left_out(self.page.body, self.language),
            "frame": f"{reverse('alert_mail_frame', args=[self.page.pk])}?{urlencode(said)}",
        }


def sides_of(page: AlertPage, user: Any) -> list[Side]:
    versions = page.get_translations(inclusive=True).select_related("locale")
    found = {each.locale.language_code: each for each in versions}
    return [_side(code, found.get(code), user) for code in LANGUAGES]


def version_for(page: AlertPage, user: Any) -> AlertPage | None:
    """Its draft for whoever may edit it, else what readers see."""
    if page.permissions_for_user(user).can_edit():
        return page.get_latest_revision_as_object()
    return page if page.live else None


def _side(language: str, page: AlertPage | None, user: Any) -> Side:
    shown = page and version_for(page, user)
    return Side(language, shown, is_hidden=page is not None and shown is None)


def _weighed(page: AlertPage) -> tuple[int, list[str]]:
    """Kilobytes of its HTML, and what forbids to send it, in words."""
    try:
        written = write(page)
    except CannotWrite as error:
        return 0, [str(Unready(error.args[0]).label)]
    return len(written.draft.html.encode()) // 1000, [str(each.label) for each in written.faults]
