"""What no WXR has a place for: the front pages' words, authors' biographies, what terms mean."""

import json
from collections.abc import Iterator
from typing import Any

from wagtail.models import Site

from cms.models import Topic
from home.models import HomePage
from home.moving.export.folders import Folder
from home.moving.export.placing_files import Files
from home.moving.export.rich_texts import opened, said
from home.moving.export.telling import Telling
from news.models import Author, Series

FACTS = "site.json"
FRONT_WORDS = ("title", "tagline", "tip_title", "tip_text", "tip_address")


def write_site_facts(folder: Folder, files: Files) -> None:
    site = Site.objects.get(is_default_site=True)
    facts = {
        "name": site.site_name,
        "front_pages": list(_front_pages()),
        "authors": list(_authors(files)),
        "topics": list(_named(Topic)),
        "series": list(_named(Series)),
    }
    with folder.text(FACTS) as out:
        json.dump(facts, out, ensure_ascii=False, indent=1)


def _front_pages() -> Iterator[dict[str, Any]]:
    for page in HomePage.objects.select_related("locale").order_by("pk"):
        words = {name: getattr(page, name) for name in FRONT_WORDS}
        links = [{"label": each.label, "url": each.url} for each in page.follow_links.all()]
        yield {"language": page.locale.language_code, **words, "follow_links": links}


def _authors(files: Files) -> Iterator[dict[str, Any]]:
    for row in Author.objects.select_related("locale", "picture").order_by("slug", "pk"):
        telling = Telling(row.locale.language_code, files)
        biography = "".join(said(each) for each in opened(row.biography, telling).children)
        picture = files.picture(row.picture) if row.picture else ""
        facts = {"role": row.role, "biography": biography, "picture": picture}
        yield _facts(row) | facts


def _named(model: Any) -> Iterator[dict[str, Any]]:
    for row in model.objects.select_related("locale").order_by("slug", "pk"):
        yield _facts(row) | {"description": row.description}


def _facts(row: Any) -> dict[str, Any]:
    return {
        "key": str(row.translation_key),
        "language": row.locale.language_code,
        "slug": row.slug,
        "name": row.name,
        "is_live": row.live,
    }
