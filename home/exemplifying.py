"""Examples: what the blocks of the front page look like, for editors who choose one of them.

Each shows the section that readers get (`home/front/<kind>.html`), with neutral words in the
editor's language.
"""

from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from supporters.consents import asked

Facts = dict[str, Any]


class Exemplified:
    """A block that shows itself as the section of its name."""

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "home/front/preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Facts:
        kind: str = self.name  # type: ignore[attr-defined]
        section = {"id": "example", "kind": kind, "template": f"home/front/{kind}.html"}
        return {**(parent_context or {}), "section": section | _shown(kind), "frame": _frame()}


def _shown(kind: str) -> Facts:
    stories = [_story(number) for number in range(4)]
    listed = {"url": "#", "teasers": stories}
    facts: dict[str, Facts] = {
        "lead": {"teaser": stories[0]},
        "stories": {"title": _("Stories that belong together"), "teasers": stories[:3]},
        "topic": {**listed, "title": _("A topic"), "name": _("A topic")},
        "latest": listed,
        "topics": {"topics": [{"name": _("A topic"), "url": "#"}] * 4},
        "campaign": {"card": _card()},
        "text": {"title": _("A title"), "text": _("A few words of the newsroom.")},
    }
    return facts.get(kind, {})


def _story(number: int) -> Facts:
    """Only the first one has a picture."""
    now = timezone.now()
    return {
        "title": _("The title of a story"),
        "url": "#",
        "summary": _("What it tells, in a sentence or two."),
        "topic": _("A topic"),
        "topic_url": "#",
        "authors": [],
        "date": now,
        "date_iso": now.isoformat(timespec="seconds"),
        "reading_minutes": 4,
        "picture": "" if number else _picture(),
    }


def _card() -> Facts:
    return {
        "title": _("What a petition asks"),
        "url": "#",
        "summary": _("What it tells, in a sentence or two."),
        "count": 640,
        "goal": 1000,
        "count_url": "",
        "state": "open",
        "target": "",
        "picture": _picture(),
    }


def _frame() -> Facts:
    """What a section takes from the frame around the page."""
    tip = {"title": _("Do you know something we should?"), "url": "#"}
    return {"tip": tip, "subscribe": {"url": "#", "asked": asked()}}


def _picture() -> str:
    image = '<img src="{}" alt="" width="1200" height="675">'
    return format_html(image, static("img/example.svg"))
