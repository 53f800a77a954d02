"""Finding a name: in every text and JSON column of every table but those of `NOT_JOURNALISM`.

The database finds the rows that may hold it, one statement per column; whole words, capitals and
accents are then judged row by row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Revision

from cms.indexing import SearchEntry
from cms.languages import LANGUAGES
from cms.replacing import Removal
from cms.spelling import SearchWord

BATCH = 200  # rows
# Staff accounts, sessions, sealed data of readers, what runs the site, and what is made anew.
NOT_JOURNALISM = {
    *("users", "auth", "sessions", "contenttypes", "vault", "outbox", "supporters", "tips"),
    *("wagtailusers", "wagtailadmin", "wagtailsearch", "account", "axes", "mfa"),
}
MADE_ANEW = {SearchEntry, SearchWord}  # read again from what they are made of
# Addresses and file names: changing one needs a person, so they are reported.
ADDRESSES = (models.SlugField, models.FileField, models.URLField)
ADDRESS_COLUMNS = {"url_path", "old_path", "redirect_link", "redirect_page_route_path"}
# What only programs read.
CODES = {
    *("path", "path_id", "field_path", "contentpath", "position", "object_id", "content_path"),
    *("model_path", "hostname", "language_code", "file_hash", "filter_spec", "focal_point_key"),
    *("action", "schema_version", "template_format", "key_hash", "prefix", "password", "hash"),
    *("original", "reflects", "to_object_id", "files"),
}


# Rows of libraries, in the words of an editor; the libraries have none for them in Spanish.
OTHERS_ROWS = {
    "wagtail_localize": _("texts for translators"),
    "wagtail_footnotes": _("notes below stories"),
}


@dataclass(frozen=True)
class Place:
    """One column of one row that holds the name, and the text it will hold instead."""

    model: type[models.Model]
    column: str
    pk: Any
    text: str
    number: int


@dataclass
class Finding:
    """Where a name stands: how often in each kind of row, on which pages, in which addresses."""

    places: dict[str, int] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.places.values())


def find_name(removal: Removal) -> Finding:
    """The dry run: nothing is changed."""
    return finding_of(list(places_of(removal)), removal)


def finding_of(places: list[Place], removal: Removal) -> Finding:
    counts: dict[str, int] = {}
    for place in places:
        kind = _kind_of(place.model)
        counts[kind] = counts.get(kind, 0) + place.number
    return Finding(counts, pages_in(places), addresses_with(removal))


def places_of(removal: Removal) -> Iterator[Place]:
    languages = {each.pk: each.language_code for each in Locale.objects.all()}
    for model, column in columns():
        if is_address(column):
            continue
        for pk, text, locale in _rows(model, column.attname, _wanted(removal)):
            language = languages.get(int(locale or 0), LANGUAGES[0])
            replaced, number = removal.replace(text, language)
            if number:
                yield Place(model, column.attname, pk, replaced, number)


def columns() -> Iterator[tuple[type[models.Model], Any]]:
    """Every column that may hold words, with its model."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    for model in apps.get_models():
        if model._meta.app_label in NOT_JOURNALISM or model._meta.proxy or model in MADE_ANEW:
            continue
        for column in model._meta.local_concrete_fields:
            is_text = isinstance(column, kinds) or column.get_internal_type() == "JSONField"
            is_free = not column.primary_key and not column.choices and column.attname not in CODES
            if is_text and is_free:
                yield model, column


def is_address(column: Any) -> bool:
    return isinstance(column, ADDRESSES) or column.attname in ADDRESS_COLUMNS


def addresses_with(removal: Removal) -> list[str]:
    """Addresses and file names that spell the name, in the ways that addresses do."""
    wanted = Q()
    for name in removal.names:
        for joint in ("-", "_"):
            wanted |= Q(probed__icontains=slugify(name).replace("-", joint))
        wanted |= Q(probed__icontains=name)
    found: set[str] = set()
    for model, column in columns():
        if is_address(column):
            found |= {str(text) for _pk, text, _locale in _rows(model, column.attname, wanted)}
    return sorted(found)


def pages_in(places: list[Place]) -> list[Page]:
    """The pages whose rows or revisions hold the name, with their other languages."""
    keys: set[Any] = set()
    for model in {place.model for place in places}:
        pks = [place.pk for place in places if place.model is model]
        if issubclass(model, Page) or hasattr(model, "translation_key"):
            found = model._base_manager.filter(pk__in=pks)
            keys |= set(found.values_list("translation_key", flat=True))
        elif model is Revision:
            found = model._base_manager.filter(pk__in=pks, base_content_type__model="page")
            ids = found.values_list("object_id", flat=True)
            mine = Page.objects.filter(pk__in=[int(each) for each in ids])
            keys |= set(mine.values_list("translation_key", flat=True))
    return list(Page.objects.filter(translation_key__in=keys).order_by("pk"))


def _kind_of(model: type[models.Model]) -> str:
    return str(OTHERS_ROWS.get(model._meta.app_label, model._meta.verbose_name_plural))


def _wanted(removal: Removal) -> Q:
    wanted = Q()
    for words in removal.probes:
        wanted |= Q(*(Q(probed__contains=word) for word in words))
    return wanted


def _rows(model: Any, column: str, wanted: Q) -> Iterator[tuple[Any, str, Any]]:
    """Key, text and locale of the rows whose column, as text, is as wanted."""
    probed = Cast(F(column), models.TextField())
    rows = model._base_manager.annotate(probed=probed, spoken=_locale_of(model))
    found = rows.filter(wanted).order_by("pk").values_list("pk", "probed", "spoken")
    yield from found.iterator(chunk_size=BATCH)


def _locale_of(model: Any) -> Any:
    """Where the language of a row stands; rows without one speak the first language."""
    if model is Revision:
        return KeyTextTransform("locale", "content")
    for path in ("locale", "page"):
        try:
            related = model._meta.get_field(path).related_model
        except FieldDoesNotExist:
            continue
        if path == "locale":
            return F("locale_id")
        if related and issubclass(related, Page):
            return F("page__locale_id")
    return models.Value(None, output_field=models.IntegerField())
