"""Parts of a story that ask something of the reader: sign here, sign elsewhere, call an office."""

from typing import Any
from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.models import card_of
from cms.parts import ACTION, LINE_FEATURES, Part
from cms.phoning import PhoneBlock, PhoneMalformed, dialled, readable

only_web = URLValidator(schemes=["https", "http"])


class CampaignCallBlock(Part):
    """Calls for signatures; the target is named by a string, because news may not
    import campaigns.
    """

    text = blocks.CharBlock(label=_("What to ask of the reader"))
    page = blocks.PageChooserBlock("campaigns.CampaignPage", label=_("Campaign"))

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        citing = context.get("page")
        context["card"] = card_of(value["page"], get_language(), citing=citing)
        return context

    def example(self) -> dict[str, Any]:
        return {"text": gettext("Ask the council to keep the library open."), "page": None}

    class Meta:
        icon = "edit"
        group = ACTION
        label = _("Call to sign")
        description = _("A petition of this site, with its count.")
        template = "blocks/campaign_call.html"
        preview_template = "blocks/previews/campaign_call.html"


class PetitionElsewhereBlock(Part):
    text = blocks.CharBlock(label=_("What to ask of the reader"))
    organization = blocks.CharBlock(label=_("Whose petition it is"))
    url = blocks.URLBlock(label=_("Address"), validators=[only_web])

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        return context | {"host": host_of(value["url"])}

    def example(self) -> dict[str, Any]:
        return {
            "text": gettext("Ask Congress to hear the families."),
            "organization": gettext("Coalition of Families"),
            "url": "https://petition.example.org/",
        }

    class Meta:
        icon = "link-external"
        group = ACTION
        label = _("Petition elsewhere")
        description = _("A petition of another organization; readers are told that they leave.")
        template = "blocks/petition_elsewhere.html"


class CallOfficeBlock(Part):
    office = blocks.CharBlock(label=_("Office"), help_text=_("Whom the reader will reach."))
    phone = PhoneBlock(label=_("Phone"), max_length=30)
    hours = blocks.CharBlock(label=_("Hours"), required=False)
    script = blocks.RichTextBlock(
        label=_("What to say"), features=[*LINE_FEATURES, "ol", "ul"], required=False
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        try:
            context["dialled"] = dialled(value["phone"] or "")
        except PhoneMalformed:
            context["dialled"] = ""
        return context | {"phone": readable(value["phone"] or "")}

    def example(self) -> dict[str, Any]:
        return {
            "office": gettext("Office of the mayor"),
            "phone": "(617) 555-0142",
            "hours": gettext("Monday to Friday, 9 to 5"),
            "script": gettext(
                "Hello, my name is … and I live in …. I am calling about the library."
            ),
        }

    class Meta:
        icon = "mobile-alt"
        group = ACTION
        label = _("Call an office")
        description = _("A phone number, and what to say.")
        template = "blocks/call_office.html"


def host_of(url: str | None) -> str:
    """The name of the site an address leads to: `petition.example.org`."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")
