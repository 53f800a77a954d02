"""The form of a test: which languages, and to whom."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alerts.trying import MOST_ADDRESSES
from cms.languages import NATIVE_NAMES

BETWEEN = re.compile(r"[\s,;]+")


class TestForm(forms.Form):
    """`may_type` is False for those who may only write to themselves."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple
    )
    addresses = forms.CharField(
        label=gettext_lazy("Send it to"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Your own address if you leave it empty."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, languages: list[str], user: Any, may_type: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        choices = [(code, NATIVE_NAMES[code]) for code in languages]
        field: Any = self.fields["languages"]
        field.choices, field.initial = choices, languages
        if not may_type:
            del self.fields["addresses"]

    def clean_addresses(self) -> list[str]:
        typed = [each for each in BETWEEN.split(self.cleaned_data["addresses"]) if each]
        if len(typed) > MOST_ADDRESSES:
            raise ValidationError(
                ngettext("%(most)d address at most.", "%(most)d addresses at most.", MOST_ADDRESSES)
                % {"most": MOST_ADDRESSES}
            )
        for each in typed:
            try:
                validate_email(each)
            except ValidationError as error:
                said = _("This is no e-mail address: %(address)s") % {"address": each}
                raise ValidationError(said) from error
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        to = cleaned.get("addresses") or [self.user.email] * bool(self.user.email)
        if not to and not self.errors:
            raise ValidationError(_("Your account has no e-mail address."))
        return cleaned | {"to": to}
