"""Diverting: a link, a picture or a document that is another one in this language.

wagtail-localize keeps what its segment editor sends, and the page takes it as it stands; no block
and no field looks at it again.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from wagtail_localize.models import OverridableSegment

LONGEST = 2_000  # characters of an address
WEB = URLValidator(schemes=["https", "http"], message="")
NUMBER = re.compile(r"[0-9]{1,18}")
# Within a text a link may also lead elsewhere on this site, to a mailbox or a telephone.
IN_TEXT = re.compile(
    r"(?:mailto:|tel:)[^\s<>\"'`]+|/(?!/)[^\s<>\"'`]*|#[^\s<>\"'`]*", re.IGNORECASE
)


class DiversionRefused(Exception):
    """This address or choice cannot stand here; `str()` says why."""


def check_diversion(segment: OverridableSegment, typed: str) -> None:
    """Raises DiversionRefused unless `typed` is of the kind that the original has here."""
    if isinstance(segment.data, int):
        if NUMBER.fullmatch(typed) is None:
            raise DiversionRefused(_("Choose it from the list."))
    elif len(typed) > LONGEST or not typed.isprintable() or not _is_address(segment, typed):
        raise DiversionRefused(_("Write a whole web address, such as https://example.org."))


def _is_address(segment: OverridableSegment, typed: str) -> bool:
    is_in_text = segment.context.path.endswith("'")
    return (is_in_text and IN_TEXT.fullmatch(typed) is not None) or _is_web(typed)


def _is_web(typed: Any) -> bool:
    try:
        WEB(typed)
    except ValidationError:
        return False
    return True
