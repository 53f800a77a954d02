"""What is typed on a tablet at a rally, and what a steward types to start and to unlock it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.choosing import told_in_person
from campaigns.forms import NAME_LENGTH, NO_CODE, clean_name
from campaigns.in_person import Given
from campaigns.models import Petition
from campaigns.regions import ABROAD, UnknownPostalCode, region_of
from cms.proving import EMAIL_LENGTH

# The browser must neither offer nor keep what the person before has typed.
FORGETFUL = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false"}


class RallyForm(forms.Form):
    """Its fields' names change with every form (the prefix): no browser knows them again."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs=FORGETFUL | {"autocapitalize": "words"}),
        error_messages={"required": _("Please type your name.")},
    )
    postal_code = forms.CharField(
        label=_("ZIP code"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs=FORGETFUL | {"inputmode": "numeric"}),
    )
    is_abroad = forms.BooleanField(label=_("I live outside the United States"), required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=EMAIL_LENGTH,
        required=False,
        help_text=_("You may leave this empty."),
        widget=forms.EmailInput(attrs=FORGETFUL | {"inputmode": "email", "autocapitalize": "none"}),
        error_messages={
            "invalid": _("This does not look like an e-mail address, such as ana@example.org."),
        },
    )
    shown_as = forms.ChoiceField(
        label=_("What readers of this page see of me"),
        required=False,
        initial="nothing",
        choices=[
            ("nothing", _("Nothing")),
            ("first", _("My first name and my state")),
            ("full", _("My full name")),
        ],
        widget=forms.RadioSelect,
    )
    hand_over = forms.BooleanField(
        label=_("Hand my name to the office this petition is addressed to"), required=False
    )
    tell_outcome = forms.BooleanField(
        label=_("Tell me how this ends"),
        required=False,
        help_text=_("Only with an e-mail address."),
    )

    def __init__(self, petition: Petition, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["hand_over"].help_text = told_in_person(petition.exposure)
        if petition.exposure != Petition.Exposure.OPEN:
            self.fields["shown_as"].choices = self.fields["shown_as"].choices[:-1]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_abroad"):
            cleaned["region"] = ABROAD
        elif "postal_code" in cleaned:
            try:
                cleaned["region"] = region_of(cleaned["postal_code"])
            except UnknownPostalCode:
                self.add_error("postal_code", NO_CODE)
        if cleaned.get("tell_outcome") and "email" in cleaned and not cleaned["email"]:
            said = gettext("To tell you how this ends we need your e-mail address.")
            self.add_error("email", said)
        return cleaned

    def given(self, language: str) -> Given:
        cleaned = self.cleaned_data
        return Given(
            name=cleaned["name"],
            email=cleaned["email"],
            region=cleaned["region"],
            language=language,
            shown_as=cleaned["shown_as"] or "nothing",
            goes_to_target=cleaned["hand_over"],
            wants_outcome=cleaned["tell_outcome"],
        )


class StartForm(forms.Form):
    """Which petitions the tablet offers, and where it stands."""

    petitions = forms.ModelMultipleChoiceField(
        Petition.objects.none(),
        label=_("Petitions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one petition.")},
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = Petition.objects.open().exclude(exposure=Petition.Exposure.SEALED)
        offered = offered.filter(pages__live=True).distinct().order_by("name")
        self.fields["petitions"].queryset = offered  # type: ignore[attr-defined]


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please type your password.")},
    )
