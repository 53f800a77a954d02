"""Previewing: a version's mail on the screen of those who write it, as a mail program shows it.

Slots lead where any reader can go: nobody's own links are shown.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from alerts.writing import Unready, write
from outbox.kinds import CannotWrite, Draft, slot
from supporters.addresses import ask_link_url

MODES = [("", _("Web version")), ("html", _("Mail")), ("text", _("Mail as plain text"))]
IS_DARK = "@media (prefers-color-scheme: dark)"
STYLES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


@dataclass(frozen=True)
class Look:
    """What the reader's mail program does."""

    is_dark: bool = False
    has_pictures: bool = True


def filled(draft: Draft, language: str) -> Draft:
    """With the page that leads each reader to theirs in place of the readers' own links."""
    address = settings.BASE_URL + ask_link_url(language)
    said = replace(draft)
    for name in ("preferences_url", "leave_url"):
        text, html = (each.replace(slot(name), address) for each in (said.text, said.html))
        said = replace(said, text=text, html=html)
    return said


def shown_as_html(page: Any, look: Look) -> HttpResponse:
    """The scheme is the one asked for, whatever the editor's own screen prefers."""
    try:
        draft = filled(write(page).draft, page.locale.language_code)
    except CannotWrite as error:
        return _nothing(str(error.args[0]))
    scheme = "@media all" if look.is_dark else "@media not all"
    # As one line of the style: the mail's own is the only style that this policy lets work.
    html = draft.html.replace(IS_DARK, scheme)
    shown = " ".join([settings.BASE_URL, *settings.PICTURES_FROM])
    pictures = f"img-src {shown} 'self' data:" if look.has_pictures else "img-src 'none'"
    return _apart(HttpResponse(html), f"{STYLES}; {pictures}")


def shown_as_text(page: Any) -> HttpResponse:
    try:
        draft = filled(write(page).draft, page.locale.language_code)
    except CannotWrite as error:
        return _nothing(str(error.args[0]))
    said = {"draft": draft, "language": page.locale.language_code}
    return _apart(HttpResponse(render_to_string("alerts/admin/as_text.html", said)), STYLES)


def preview(page: Any, request: HttpRequest, mode: str) -> HttpResponse:
    """What Wagtail's preview shows for the modes that are mail."""
    return shown_as_text(page) if mode == "text" else shown_as_html(page, Look())


def _nothing(code: str) -> HttpResponse:
    said = {"why": Unready(code).label}
    return _apart(HttpResponse(render_to_string("alerts/admin/no_mail.html", said)), STYLES)


def _apart(response: HttpResponse, policy: str) -> HttpResponse:
    """A mail is a foreign document: it runs nothing and asks nobody."""
    response.headers["Content-Security-Policy"] = policy
    return response
