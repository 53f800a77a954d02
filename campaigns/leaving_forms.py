"""What signers type to manage what they signed, cleaned."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.accounting import Stored
from campaigns.forms import NAME_LENGTH, NO_CODE, AddressForm, SignerForm
from campaigns.mending import Correction, shows
from campaigns.models import Signature
from campaigns.places import place_of
from campaigns.regions import ABROAD, UnknownPostalCode, region_of
from cms.languages import NATIVE_NAMES

SHOWN = {
    "nothing": _("Nothing"),
    "first": _("My first name and my place"),
    "full": _("My full name"),
}
NEW_CODE = (
    _("New ZIP code"),
    _("Leave it empty if you have not moved: we do not keep all five digits."),
)


class AskLinkForm(AddressForm):
    """An address, and a name where two people share it."""

    name = forms.CharField(
        label=_("Your name (optional)"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("It helps where two people of one household signed."),
    )
    field_order = ["email", "name"]


class MendForm(SignerForm):
    """Everything a signer may correct; an empty ZIP code leaves the place as it is."""

    language = forms.ChoiceField(
        label=_("Language of our letters to you"),
        choices=list(NATIVE_NAMES.items()),
        widget=forms.RadioSelect,
    )
    partners = forms.MultipleChoiceField(
        label=_("Hand my name to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["name", "email", "postal_code", "is_abroad", "language", "shown_as"]
    place: str | None = None  # of a new code; the old one stays as long as the region does

    def __init__(self, *args: Any, signature: Signature, stored: Stored, **kwargs: Any):
        self.signature, self.stored = signature, stored
        chosen = signature.consents.values_list("partner", flat=True)
        kwargs["initial"] = {
            "name": stored.name,
            "email": stored.email,
            "is_abroad": signature.region == ABROAD,
            "language": signature.language,
            "shown_as": signature.shown_as,
            "hand_over": signature.goes_to_target,
            "partners": [str(pk) for pk in chosen],
        }
        super().__init__(*args, **kwargs)
        petition, code = signature.petition, self.fields["postal_code"]
        code.label, code.help_text = NEW_CODE
        self.fields["shown_as"].choices = [(each, SHOWN[each]) for each in shows(petition)]  # type: ignore[attr-defined]
        offered = petition.partners.filter(receives_names=True)
        names = [(str(partner.pk), partner.name) for partner in offered]
        self.fields["partners"].choices = names  # type: ignore[attr-defined]
        self.fields["email"].required = bool(stored.email)
        if not names:
            del self.fields["partners"]

    def clean_postal_code(self) -> str:
        """The region of a new code, or nothing."""
        code = self.cleaned_data["postal_code"].strip()
        if not code:
            return ""
        try:
            self.place = place_of(code)
            return region_of(code)
        except UnknownPostalCode as error:
            raise ValidationError(NO_CODE) from error

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned, region = self.cleaned_data, self.signature.region
        is_back = region == ABROAD and not cleaned.get("is_abroad")
        if is_back and not cleaned.get("postal_code") and "postal_code" in cleaned:
            self.add_error("postal_code", NO_CODE)
        return cleaned

    @property
    def correction(self) -> Correction:
        cleaned = self.cleaned_data
        region = ABROAD if cleaned["is_abroad"] else cleaned["postal_code"]
        return Correction(
            name=cleaned["name"],
            language=cleaned["language"],
            region=region or self.signature.region,
            shown_as=cleaned["shown_as"],
            goes_to_target=cleaned["hand_over"],
            place=self.place,
            partners=frozenset(int(pk) for pk in cleaned.get("partners", [])),
        )

    @property
    def new_email(self) -> str:
        """The address where it is another one than now, or nothing."""
        email = self.cleaned_data.get("email", "")
        return email if email != self.stored.email else ""
