"""What readers of each language are missing right now, on the admin's first screen."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.comparing import Lag, State
from cms.lagging import Tally, most_owed, tallies
from cms.languages import LANGUAGES
from cms.marking import mark_of

SHOWN = 5
HEADINGS = {
    "es": _("What Spanish readers are missing right now"),
    "en": _("What English readers are missing right now"),
}
OWED_STATES = [state for state in State if state != State.CURRENT]


class MissingPanel(Component):
    """The longest owed of each language, corrections first, and how many there are."""

    name = "missing"
    order = 90
    template_name = "home/admin/missing_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.user: Any = request.user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        counted, lags = tallies(self.user), most_owed(self.user, each=SHOWN)
        parts = [_part(language, counted, lags) for language in reversed(LANGUAGES)]
        return {"parts": parts if counted else [], "desk_url": reverse("parity_desk")}


def _part(language: str, counted: list[Tally], lags: list[Lag]) -> dict[str, Any]:
    owed = {
        each.state: each.number for each in counted if each.is_owed and each.language == language
    }
    return {
        "language": language,
        "heading": HEADINGS[language],
        "rows": [_row(lag) for lag in lags if lag.language == language],
        "counts": [
            {"name": state.label, "number": owed[state], "url": desk_url(language, state)}
            for state in OWED_STATES
            if state in owed
        ],
        "total": sum(owed.values()),
        "url": desk_url(language),
    }


def _row(lag: Lag) -> dict[str, Any]:
    kind = capfirst(str(lag.kind.label))
    return {"title": lag.title, "url": lag.edit_url, "kind": kind, "mark": mark_of(lag)}


def desk_url(language: str, state: str = "") -> str:
    """The desk with its filters set to what readers of this language are missing."""
    asked = {"language": language, "owed": "yes"} | ({"state": state} if state else {})
    return f"{reverse('parity_desk')}?{urlencode(asked)}"
