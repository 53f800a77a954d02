"""Uploading a list of people: read in memory, as a table, or refused with the reason."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from vault.reading_tables import MOST_BYTES, Table, TableRefused, Why, read_table

FORM_BYTES = 64 * 1024  # of all other fields of the upload's form
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


class TableField(forms.FileField):
    """A file that becomes a table."""

    default_error_messages = {
        "required": _("Choose a CSV file of up to 10 MB."),
        "empty": _("The file has no rows below its headings."),
    }

    def __init__(self, **kwargs: Any):
        said = {
            "label": _("CSV file"),
            "help_text": _("Up to 10 MB and 50,000 rows, with headings in its first row."),
        }
        super().__init__(**said | kwargs)

    def clean(self, *args: Any, **kwargs: Any) -> Table:
        file = super().clean(*args, **kwargs)
        try:
            return read_table(file.read())
        except TableRefused as refused:
            raise forms.ValidationError(REFUSALS[refused.why]) from None
