"""The editor's button for notes: wagtail-footnotes' own, with references stored as links."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

ENTITY = "FOOTNOTES"


class NoteLinkHandler(LinkHandler):
    """On pages the reference is found and numbered by cms/noting.py."""

    identifier = "footnote"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        key = attrs.get("id", "")
        return f'<a data-note="{key}">' if set(key) <= set("0123456789abcdef-") else "<a>"


class ReferenceHandler(InlineEntityElementHandler):
    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"footnote": attrs["id"]}


def stored(props: dict[str, Any]) -> Any:
    """Draft.js entity to stored HTML."""
    reference = {"linktype": NoteLinkHandler.identifier, "id": props["footnote"]}
    return DOM.create_element("a", reference, props["children"])


def told_in_the_editors_language() -> EntityFeature:
    """The library's own button, whose name it has in English only."""
    return EntityFeature(
        {"type": ENTITY, "label": "Fn", "description": _("Note at the foot")},
        js=["wagtailadmin/js/draftail.js", "footnotes/js/footnotes.js"],
        css={"all": ["footnotes/css/footnotes-admin.css"]},
    )


@hooks.register("register_rich_text_features", order=10)  # after the library's own
def store_notes_as_links(features: FeatureRegistry) -> None:
    features.register_link_type(NoteLinkHandler)
    features.register_editor_plugin("draftail", "footnotes", told_in_the_editors_language())
    features.register_converter_rule(
        "contentstate",
        "footnotes",
        {
            "from_database_format": {'a[linktype="footnote"]': ReferenceHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: stored}},
        },
    )
