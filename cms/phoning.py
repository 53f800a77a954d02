"""Phone numbers: what an editor typed, as a link dials it and as readers read it."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.parts import Fact

# The North American plan: neither the area code nor the exchange begins with 0 or 1.
NORTH_AMERICAN = re.compile(r"(?:\+?1)?([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})")
INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")  # E.164: at most fifteen digits
PUNCTUATION = re.compile(r"[\s().·\-–]+")


class PhoneMalformed(ValueError):
    """Neither a ten-digit number of the United States nor one that begins with its country."""


def dialled(text: str) -> str:
    """E.164, as `tel:` wants it: `+16175550142`. Raises PhoneMalformed."""
    digits = PUNCTUATION.sub("", text)
    if match := NORTH_AMERICAN.fullmatch(digits):
        return "+1" + "".join(match.groups())
    if INTERNATIONAL.fullmatch(digits) and not digits.startswith("+1"):
        return digits
    raise PhoneMalformed


def readable(text: str) -> str:
    """`(617) 555-0142`; a number of another country stays as it was typed."""
    try:
        match = NORTH_AMERICAN.fullmatch(dialled(text))
    except PhoneMalformed:
        return text
    return "({}) {}-{}".format(*match.groups()) if match else text.strip()


class PhoneBlock(Fact, blocks.CharBlock):
    """A phone number, the same in every language."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            dialled(text)
        except PhoneMalformed as malformed:
            raise ValidationError(
                _(
                    "Enter a phone number with its area code, such as (617) 555-0142, or with "
                    "+ and its country."
                )
            ) from malformed
        return readable(text)

    class Meta:
        icon = "mobile-alt"
