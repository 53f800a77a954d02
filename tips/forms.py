"""What is typed into the tip line and at its desk, cleaned. Forms clean, verbs save."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tips.taking import Wish

TEXT_LENGTH, CONTACT_LENGTH, REASON_LENGTH = 10_000, 300, 300
# Marks that no text needs, NUL among them: PostgreSQL and people could not show them.
UNSEEN_KINDS = {"Cc", "Cs"}
# No suggestion of what was typed before, and no text to a spelling service of the browser's maker.
PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
TOO_LONG = ngettext_lazy(
    "This is %(over)d character too long (of at most %(most)d). Nothing was sent yet: shorten it, "
    "or send the rest as a second tip.",
    "This is %(over)d characters too long (of at most %(most)d). Nothing was sent yet: shorten it, "
    "or send the rest as a second tip.",
    "over",
)


class PrivateText(forms.CharField):
    """Text without a `maxlength`: a browser would cut what is pasted and say nothing."""

    def __init__(self, *, most: int, rows: int, **facts: Any):
        self.most = most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, **PRIVATE}), **facts)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", str(value or "").replace("\r\n", "\n"))
        return super().to_python("".join(mark for mark in text if _is_seen(mark))) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        over = len(value) - self.most
        if over > 0:
            raise ValidationError(TOO_LONG, params={"over": over, "most": self.most})


class TipForm(forms.Form):
    text = PrivateText(
        label=_("What should we know?"),
        most=TEXT_LENGTH,
        rows=12,
        help_text=_("Leave out what would show who you are, unless we need it."),
        error_messages={"required": _("Please write what we should know.")},
    )
    contact = PrivateText(
        label=_("How can we reach you? (optional)"),
        most=CONTACT_LENGTH,
        rows=2,
        required=False,
        help_text=_("We cannot answer on this page. Leave it empty if you want no answer."),
    )

    def wish(self, language: str) -> Wish:
        return Wish(self.cleaned_data["text"], language, self.cleaned_data["contact"])


class KeepForm(forms.Form):
    reason = PrivateText(
        label=_("Why it has to be kept"),
        most=REASON_LENGTH,
        rows=2,
        help_text=_("Only tip readers see this, and it is sealed as the tip is."),
        error_messages={"required": _("Please say why it has to be kept.")},
    )


def _is_seen(mark: str) -> bool:
    return mark in "\n\t" or unicodedata.category(mark) not in UNSEEN_KINDS
