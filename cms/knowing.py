"""What rows beside a page say of it, in one query: pair, version, corrections, live entries."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cms.corrections import Correction
from cms.entries import LiveEntry
from cms.pairs import Pair, Version


def learn(page: Any) -> None:
    """Before a page is shown: `known_of()`, `corrections_of()` and the like then ask no more."""
    key, language = page.translation_key, page.locale.language_code
    of_pair = {"translation_key": OuterRef("translation_key")}
    found = (
        Pair.objects.filter(translation_key=key)
        .annotate(
            said_version=Subquery(_told(Version.objects.filter(**of_pair, language=language))),
            said_corrections=ArraySubquery(_told(Correction.objects.standing().filter(**of_pair))),
            said_entries=ArraySubquery(_told(LiveEntry.objects.standing().filter(**of_pair))),
        )
        .first()
    )
    if found is None:
        return
    said = found.said_version
    page._pair = found
    page._known = _of(Version, said) if said else Version(translation_key=key, language=language)
    page._corrections = [_of(Correction, each) for each in found.said_corrections]
    page._entries = [_of(LiveEntry, each) for each in found.said_entries]


def _told(rows: QuerySet) -> QuerySet:
    names = [field.attname for field in rows.model._meta.concrete_fields]
    return rows.values(told=JSONObject(**{name: name for name in names}))


def _of(model: type[Model], told: dict[str, Any]) -> Any:
    """The row again; JSON has moments and keys as text."""
    fields = model._meta.concrete_fields
    return model(**{each.attname: each.to_python(told[each.attname]) for each in fields})
