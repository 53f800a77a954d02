"""The files of stories: `site.xml` with all there is, and the drafts that live pages have beside
what readers see, which must not come in as pages of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TextIO

from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.models import Site

from cms.library import Image
from home.moving.export.finding_versions import Standing, unpublished
from home.moving.export.folders import Folder
from home.moving.export.items import Item, document_id, language_term, picture_id
from home.moving.export.naming_terms import Terms
from home.moving.export.placing_files import Files, document_path, path_of
from home.moving.export.telling import Telling, Use
from home.moving.export.telling_stories import Teller, standing_pages, stories
from home.moving.export.writing_wxr import (
    write_author,
    write_beginning,
    write_end,
    write_item,
    write_term,
)
from news.models import Author

SITE, DRAFTS = "site.xml", "unpublished-changes.xml"
Told = tuple[Item, Telling]


@dataclass
class Attachments:
    """The pictures of one file, each once for each language that uses it."""

    files: Files
    _seen: set[int] = field(default_factory=set)
    _pictures: set[int] = field(default_factory=set)

    def of(self, item: Item, telling: Telling) -> Iterator[Item]:
        """Those that this page is the first to use."""
        for use in telling.used:
            pk = picture_id(use.image.pk, telling.language)
            if pk not in self._seen:
                self._seen.add(pk)
                self._pictures.add(use.image.pk)
                made = _attachment(use, self.files.picture(use.image), telling.language)
                made.parent = item.pk
                yield made

    def unused(self) -> Iterator[Item]:
        """The rest of the library, in no language."""
        for image in Image.objects.order_by("pk").iterator():
            if image.pk in self._pictures or not (url := self.files.picture(image)):
                continue
            yield _attachment(Use(image, image.description, "", image.credit), url, "")


def documents(files: Files) -> Iterator[Item]:
    for document in get_document_model().objects.order_by("pk").iterator():
        if url := files.document(document):
            pk = document_id(document.pk)
            item = _file(pk, document, url, f"document-{pk}")
            item.say("_wp_attached_file", document_path(document))
            yield item


def write_site(folder: Folder, files: Files, tell: Any) -> None:
    teller = Teller(files, Terms())
    attachments = Attachments(files)
    with folder.text(SITE) as out:
        _begin(out)
        for kind, told in (
            ("stories", (teller.story(page) for page in stories())),
            ("pages", (teller.page(page) for page in standing_pages())),
        ):
            for pair in told:
                _write(out, pair, attachments)
                tell(kind)
        for item in chain(attachments.unused(), documents(files)):
            write_item(out, item)
        write_end(out)


def write_drafts(folder: Folder, files: Files, tell: Any) -> None:
    teller = Teller(files, Terms())
    attachments = Attachments(files)
    with folder.text(DRAFTS) as out:
        _begin(out)
        for pages, telling in ((stories(), teller.story), (standing_pages(), teller.page)):
            for page, version in _with_drafts(pages):
                _write(out, telling(page, version), attachments)
                tell("unpublished_changes")
        write_end(out)


def _with_drafts(pages: Iterable[Any]) -> Iterator[tuple[Any, Standing]]:
    for page in pages:
        if version := unpublished(page):
            yield page, version


def _begin(out: TextIO) -> None:
    site = Site.objects.get(is_default_site=True)
    language = settings.LANGUAGE_CODE
    write_beginning(out, title=site.site_name, link=settings.BASE_URL, language=language)
    for number, (login, name) in enumerate(_authors(), start=1):
        write_author(out, number, login, name)
    for term in Terms().all():
        write_term(out, term)


def _authors() -> Iterator[tuple[str, str]]:
    """One for all languages: an author has one name and one address in both."""
    rows = Author.objects.order_by("slug", "pk").distinct("slug")
    yield from rows.values_list("slug", "name")


def _write(out: TextIO, told: Told, attachments: Attachments) -> None:
    item, telling = told
    write_item(out, item)
    for each in attachments.of(item, telling):
        write_item(out, each)


def _attachment(use: Use, url: str, language: str) -> Item:
    pk = picture_id(use.image.pk, language)
    item = _file(pk, use.image, url, f"picture-{pk}")
    item.excerpt = use.caption
    item.terms = [language_term(language)] if language else []
    _say_facts(item, use)
    return item


def _file(pk: int, upload: Any, url: str, slug: str) -> Item:
    return Item(
        pk=pk,
        kind="attachment",
        title=upload.title,
        link=url,
        guid=f"{settings.BASE_URL}/#{slug}",
        slug=slug,
        status="inherit",
        at=upload.created_at,
        changed_at=upload.created_at,
        attachment_url=url,
    )


def _say_facts(item: Item, use: Use) -> None:
    image = use.image
    item.say("_wp_attached_file", path_of(image))
    item.say("_wp_attachment_image_alt", use.alternative)
    item.say("_hub_credit", use.credit)
    item.say("_hub_description", image.description)
    item.say("_hub_faces", image.faces)
    if image.focal_point_x is not None:
        item.say("_hub_focal_point", f"{image.focal_point_x},{image.focal_point_y}")
