"""Proposing: the field in which editors find an address made of the title, and a panel that says
when one misleads.
"""

import re
from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import Panel
from wagtail.admin.widgets.slug import SlugInput

from cms.addressing import Slip, slip_in

# What the browser does to a title or to what is typed; the same as address_of(). Wagtail's own
# rule makes `n` of ñ, and drops letters with accents that are typed into the field.
LETTERS = [
    ("ñ|n\u0303", "ni"),
    *[(f"[{accented}]", plain) for accented, plain in zip("áéíóúü", "aeiouu", strict=True)],
    ("[\u0300-\u036f]", ""),
]


class AddressInput(SlugInput):
    """Wagtail's field for a slug, which keeps the ñ's sound and the letters below accents."""

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any):
        formatters = [(re.compile(each, re.IGNORECASE), plain) for each, plain in LETTERS]
        super().__init__(attrs, formatters=formatters, **options)


register_form_field_override(models.SlugField, override={"widget": AddressInput})


class SlipPanel(Panel):
    """Says which word of the saved draft's address misleads; shown only if one does."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/slip.html"

        @property
        def slip(self) -> Slip | None:
            words = getattr(self.instance, "title", "") or getattr(self.instance, "name", "")
            return slip_in(self.instance.slug or "", words)

        def is_shown(self) -> bool:
            return self.slip is not None
