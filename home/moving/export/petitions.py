"""Petitions as a public record: for each one and language a page that needs nothing else to be
shown, and the same as JSON.

It says what the petition's own pages say to everybody, and nothing of who signed: not even the
names and reasons that readers can see there, because their owners can take those back, and a file
forgets nobody.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.models import Site

from campaigns.models import CampaignPage
from home.moving.export.addresses import PETITIONS, record_name
from home.moving.export.folders import Folder
from home.moving.export.placing_files import Files
from home.moving.export.recording import facts_of

TEMPLATE, LIST_TEMPLATE = "home/moving/petition.html", "home/moving/petitions.html"


def write_petitions(folder: Folder, files: Files, tell: Callable[[str], None]) -> None:
    newsroom = Site.objects.get(is_default_site=True).site_name
    around = {"newsroom": newsroom, "made_at": timezone.now()}
    for page in _pages():
        language = page.locale.language_code
        with translation.override(language):
            facts = facts_of(page, files)
            html = render_to_string(TEMPLATE, around | {"facts": facts, "language": language})
        _write(folder, f"{record_name(page)}.html", html)
        text = json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        _write(folder, f"{record_name(page)}.json", text)
        tell("petitions")
    listed = {"title": newsroom, "records": _listed()}
    _write(folder, "index.html", render_to_string(LIST_TEMPLATE, around | listed))


def _pages() -> Iterator[CampaignPage]:
    rows = CampaignPage.objects.live().filter(alias_of=None)
    yield from rows.select_related("petition", "locale", "hero_image").order_by("pk").iterator()


def _listed() -> Iterator[dict[str, Any]]:
    rows = CampaignPage.objects.live().filter(alias_of=None).select_related("locale")
    for page in rows.order_by("locale__language_code", "-first_published_at", "pk").iterator():
        language = page.locale.language_code
        yield {"title": page.title, "language": language, "name": f"{record_name(page)}.html"}


def _write(folder: Folder, name: str, text: str) -> None:
    with folder.text(f"{PETITIONS}/{name}") as out:
        out.write(text)
