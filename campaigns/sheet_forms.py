"""What is asked about a list: the file and where it comes from, and what its columns mean."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.importing import Provenance
from campaigns.models import Partner, Petition
from campaigns.reading_tables import MOST_BYTES, Table, TableRefused, Why, read_table
from users.models import User

FORM_BYTES = 64 * 1024  # of all other fields of the upload's form
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
REFUSALS = {
    Why.TOO_LARGE: _("The file is larger than 10 MB. Please cut it into several."),
    Why.TOO_MANY: _("The file has more than 50,000 rows. Please cut it into several."),
    Why.NO_ROWS: _("The file has no rows below its headings."),
    Why.NOT_TEXT: _("This is not a CSV file. Please save the table as CSV and choose that file."),
    Why.BROKEN: _("The file cannot be read as a table. Please save it as CSV once more."),
}


class InMemory(MemoryFileUploadHandler):
    """A list of people is never written to a disk unsealed, however large it is."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        content_length = args[2] if len(args) > 2 else kwargs["content_length"]
        self.activated = content_length <= MOST_BYTES + FORM_BYTES


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Up to 10 MB and 50,000 rows, with headings in its first row."),
        error_messages={
            "required": _("Choose a CSV file of up to 10 MB."),
            "empty": _("The file has no rows below its headings."),
        },
    )
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

    def clean_file(self) -> Table:
        try:
            return read_table(self.cleaned_data["file"].read())
        except TableRefused as refused:
            raise forms.ValidationError(REFUSALS[refused.why]) from None

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
