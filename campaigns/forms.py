"""What a signer types, cleaned. Forms clean, verbs save."""

import copy
import re
import unicodedata
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from campaigns.choosing import ANYTHING, Offers
from campaigns.exposing import Choices
from campaigns.places import place_of
from campaigns.regions import ABROAD, UnknownPostalCode, region_of
from campaigns.sourcing import LONGEST
from cms.languages import LANGUAGES
from cms.proving import AddressForm

NAME_LENGTH, REASON_LENGTH = 100, 500
FORBIDDEN_KINDS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}  # controls, bidi marks, line breaks
WEB_ADDRESS = re.compile(r"https?:|www\.|[<>{}\[\]|\\^@]", re.IGNORECASE)

NO_CODE = _("Please type a five-digit ZIP code, such as 02118.")


def clean_name(name: str) -> str:
    """Any script and any number of surnames; no control marks, no web addresses."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if any(unicodedata.category(mark) in FORBIDDEN_KINDS for mark in name):
        raise ValidationError(_("This name has a mark that cannot be shown. Please type it again."))
    if WEB_ADDRESS.search(name) or not any(mark.isalpha() for mark in name):
        raise ValidationError(_("Please type the name you go by."))
    return name


class SignerForm(AddressForm):
    """What a signer says of themselves: when signing, and when correcting it later."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please type your name.")},
    )
    postal_code = forms.CharField(
        label=_("ZIP code"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    is_abroad = forms.BooleanField(label=_("I live outside the United States"), required=False)
    shown_as = forms.ChoiceField(
        label=_("What readers of this page see of me"), widget=forms.RadioSelect
    )
    hand_over = forms.BooleanField(
        label=_("Hand my name to the office this petition is addressed to"), required=False
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class _Lent(dict[str, forms.Field]):
    """The fields of a class, lent to its forms, which change none of them.

    In a surge, copying them for each form would cost as much as checking what was typed.
    """

    def __deepcopy__(self, memo: dict) -> dict[str, forms.Field]:
        return dict(self)


@cache
def _shown_as(exposure: str, language: str) -> forms.ChoiceField:
    """What a petition of this class offers, in this language; lent as well."""
    field = copy.deepcopy(SignerForm.base_fields["shown_as"])
    with override(language):
        field.choices = Offers(exposure).shown  # type: ignore[attr-defined]
    field.required, field.initial = False, "nothing"
    return field  # type: ignore[return-value]


class SignForm(SignerForm):
    """The sign form: `wish()` says what the person asked for."""

    tell_outcome = forms.BooleanField(label=_("Tell me how this ends"), required=False)
    tell_news = forms.BooleanField(label=_("Send me news of this petition"), required=False)
    reason = forms.CharField(
        label=_("Why do you sign? (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": REASON_LENGTH}),
        help_text=_(
            "We read it before anybody sees it here. Please leave out phone numbers, addresses and "
            "anything about anybody's papers."
        ),
    )
    via = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    field_order = ["name", "email", "postal_code", "is_abroad"]

    def __init__(self, *args: Any, offers: Offers = ANYTHING, **kwargs: Any) -> None:
        """Asks what this petition offers; the verb drops the rest (campaigns/exposing.py)."""
        super().__init__(*args, **kwargs)
        self.offers = offers
        self.fields["shown_as"] = _shown_as(offers.exposure, get_language() or LANGUAGES[0])
        for partner_id, name in offers.partners:
            label = _("Share my name with %(partner)s") % {"partner": name}
            self.fields[f"partner_{partner_id}"] = forms.BooleanField(label=label, required=False)

    @property
    def partner_fields(self) -> list[forms.BoundField]:
        return [self[f"partner_{partner_id}"] for partner_id, _name in self.offers.partners]

    @property
    def choices(self) -> Choices:
        """What was ticked; it is clean."""
        cleaned = self.cleaned_data
        return Choices(
            shown_as=cleaned["shown_as"],
            goes_to_target=cleaned["hand_over"],
            partners=cleaned["partners"],
            wants_outcome=cleaned["tell_outcome"],
            wants_updates=cleaned["tell_news"],
        )

    def clean_reason(self) -> str:
        """Words and line breaks; marks that hide or turn text round are dropped."""
        text = unicodedata.normalize("NFC", self.cleaned_data["reason"].replace("\r\n", "\n"))
        shown = [
            mark
            for mark in text
            if mark == "\n" or unicodedata.category(mark) not in FORBIDDEN_KINDS
        ]
        if len(shown) > REASON_LENGTH:
            told = _("Please say it in %(count)d characters at most.")
            raise ValidationError(told, params={"count": REASON_LENGTH})
        return "".join(shown).strip()

    def clean_shown_as(self) -> str:
        return self.cleaned_data["shown_as"] or "nothing"

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        cleaned["place"] = ""
        ids = [partner_id for partner_id, _name in self.offers.partners]
        cleaned["partners"] = tuple(each for each in ids if cleaned.get(f"partner_{each}"))
        if cleaned.get("is_abroad"):
            cleaned["region"] = ABROAD
        elif "postal_code" in cleaned:
            try:
                cleaned["region"] = region_of(cleaned["postal_code"])
                cleaned["place"] = place_of(cleaned["postal_code"])
            except UnknownPostalCode:
                self.add_error("postal_code", NO_CODE)
        return cleaned


SignForm.base_fields = _Lent(SignForm.base_fields)
