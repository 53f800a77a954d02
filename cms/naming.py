"""Names in a row, as a byline says them: “A, B and C”, «A, B y C»."""

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

# Spanish says «e» before the sound [i]: «e Inés», «e Hilario», but «y Iolanda», «y hielo».
SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)


def in_a_row(names: Sequence[str], shown: Sequence[SafeString] | None = None) -> SafeString:
    """One phrase in the active language; `shown` is the markup of each name, if it has any."""
    parts = shown if shown is not None else [format_html("{}", name) for name in names]
    if not parts:
        return SafeString("")
    if len(parts) == 1:
        return parts[0]
    pattern = joining(names[-1])
    first = format_html_join(", ", "{}", [(part,) for part in parts[:-1]])
    return format_html(
        pattern.replace("%(names)s", "{names}").replace("%(last)s", "{last}"),
        names=first,
        last=parts[-1],
    )


def joining(last: str) -> str:
    """`%(names)s and %(last)s` in the active language, as this last name wants it."""
    if get_language() == "es" and SOUNDS_LIKE_I.match(last):
        return pgettext("before a last name that sounds like i", "%(names)s and %(last)s")
    return _("%(names)s and %(last)s")
