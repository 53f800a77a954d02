"""Parity: which kinds of pages and snippets must not lag behind in one of the two languages.

An app names its kinds in `AppConfig.ready`; cms/comparing.py compares them without knowing them.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

PAGE_EDITOR = "wagtailadmin_pages:edit"


@dataclass(frozen=True)
class Kind:
    """A translatable model of the newsroom: a page, or a snippet that can be a draft."""

    model: Any
    label: Any  # lazy: shown in the language of whoever looks
    title_field: str = "title"
    edit_url_name: str = PAGE_EDITOR

    @property
    def content_type_id(self) -> int:
        return ContentType.objects.get_for_model(self.model).pk

    @property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)

    @property
    def name(self) -> str:
        """How addresses name it; stays put."""
        return str(self.model._meta.model_name)


_kinds: dict[str, Kind] = {}


def register_parity(
    model: Any, *, label: Any = None, title_field: str = "title", edit_url_name: str = PAGE_EDITOR
) -> None:
    """Put a model on the parity desk; its own name is its label unless another is given.

    It must be cms.guarding.Guarded, so that each of its rows has a pair.
    """
    kind = Kind(model, label or model._meta.verbose_name, title_field, edit_url_name)
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """Everything registered, in the order of their labels in the language of whoever looks."""
    return sorted(_kinds.values(), key=lambda kind: str(kind.label).casefold())


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def kind_of(content_type_id: int) -> Kind:
    return next(kind for kind in _kinds.values() if kind.content_type_id == content_type_id)
