"""What is asked about a list: the file and where it comes from, and what its columns mean."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.importing import Provenance
from campaigns.models import Partner, Petition
from cms.uploading import TableField
from users.models import User

NONE = ""
FIELDS = {
    "name": _("Full name"),
    "first": _("First name"),
    "last": _("Last name"),
    "last2": _("Second last name"),
    "email": _("E-mail"),
    "zip": _("ZIP code"),
    "state": _("State"),
    "language": _("Language"),
    "date": _("Day"),
    "page": _("Page"),
    "shown": _("Yes to: my name may be shown"),
    "handed": _("Yes to: my name may go to the office"),
    "outcome": _("Yes to: tell me how this ends"),
}


class UploadForm(forms.Form):
    file = TableField()
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Collected by"),
        required=False,
        empty_label=_("our own people, on paper"),
    )
    language = forms.ChoiceField(
        label=_("Language of who signed"),
        choices=[("en", _("English")), ("es", _("Spanish"))],
        help_text=_("For rows that do not say it themselves."),
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    page = forms.CharField(label=_("Page number"), max_length=20, required=False)
    collected_on = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, petition: Petition, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = petition.partners.all()  # type: ignore[attr-defined]

    def clean_collected_on(self) -> Any:
        day = self.cleaned_data["collected_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def provenance(self, collector: User) -> Provenance:
        said = {key: value for key, value in self.cleaned_data.items() if key != "file"}
        return Provenance(collector=collector, **said)


class ColumnsForm(forms.Form):
    """One choice of a column per field."""

    def __init__(self, headings: list[str], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        columns = [(NONE, "—")]
        columns += [(str(at), heading or f"({at + 1})") for at, heading in enumerate(headings)]
        for field, label in FIELDS.items():
            self.fields[field] = forms.ChoiceField(label=label, choices=columns, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(field) for field in ("name", "first", "last")):
            self.add_error("name", _("Say which column has the names."))
        return cleaned

    def columns(self) -> dict[str, int]:
        return {field: int(at) for field, at in self.cleaned_data.items() if at}
