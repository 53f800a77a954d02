"""What is asked about a list: the file and where it comes from, then how it is to be read."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.uploading import TableField
from supporters.bringing import Reading
from supporters.brought_lists import BroughtList
from supporters.days import today

FIELDS = {
    "email": _("E-mail"),
    "language": _("Language"),
    "state": _("State"),
    "country": _("Country"),
    "tags": _("Tags: those that are named like a topic"),
    "rhythm": _("How often"),
    "date": _("Day on which they asked for mail"),
    "confirmed": _("Day on which they confirmed"),
    "status": _("Subscribed or not"),
    "gone": _("Day on which they unsubscribed"),
    "bounced": _("Day on which mail came back"),
    "disabled": _("Yes to: mail is turned off"),
}
ADDRESS_ALONE = ("email",)


class UploadForm(forms.Form):
    file = TableField()
    holds = forms.ChoiceField(
        label=_("What is in it"),
        choices=BroughtList.Holds.choices,
        initial=BroughtList.Holds.PEOPLE,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=200,
        help_text=_(
            "For example: Action Network, form “Stay informed” on our old site. It is kept with "
            "each person as the source of their consent, and they can read it. Name no petition."
        ),
    )

    def clean_source(self) -> str:
        return " ".join(self.cleaned_data["source"].split())


class ReadingForm(forms.Form):
    """One choice of a column per field, and what holds for all rows."""

    basis = forms.ChoiceField(
        label=_("May they be mailed?"),
        choices=BroughtList.Basis.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "At once takes a proof: each person asked for your mail, and you can show where and on "
            "which day. You answer for it. Rows without a day are asked first all the same. Your "
            "choice is logged with your name."
        ),
    )
    reading_language = forms.ChoiceField(
        label=_("Language of rows that do not say it"),
        required=False,
        choices=[
            ("", _("not known: ask them, in one mail in both languages")),
            ("en", _("English")),
            ("es", _("Spanish")),
        ],
    )
    given_on = forms.DateField(
        label=_("Day of consent of rows that do not say it"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Leave it empty unless all of them asked on that day or before."),
    )

    def __init__(self, brought: BroughtList, headings: list[str], *args: Any, **kwargs: Any):
        chosen = {f"column_{field}": str(at) for field, at in brought.columns.items()}
        facts = {"basis": brought.basis, "given_on": brought.given_on}
        kwargs["initial"] = chosen | facts | {"reading_language": brought.language}
        super().__init__(*args, **kwargs)
        if not brought.has_people:
            for field in ("basis", "reading_language", "given_on"):
                del self.fields[field]
        columns = [("", "—")]
        columns += [(str(at), heading or f"({at + 1})") for at, heading in enumerate(headings)]
        self.asked = tuple(FIELDS) if brought.has_people else ADDRESS_ALONE
        for field in self.asked:
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=FIELDS[field], choices=columns, required=field == "email"
            )

    def clean_given_on(self) -> date | None:
        day = self.cleaned_data["given_on"]
        if day and day > today():
            raise ValidationError(gettext("This day has not come yet."))
        return day

    def for_all_rows(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("column_")]

    def by_column(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("column_")]

    @property
    def reading(self) -> Reading:
        cleaned = self.cleaned_data
        columns = {field: cleaned[f"column_{field}"] for field in self.asked}
        return Reading(
            columns={field: int(at) for field, at in columns.items() if at},
            basis=cleaned.get("basis", BroughtList.Basis.ASK),
            language=cleaned.get("reading_language", ""),
            given_on=cleaned.get("given_on"),
        )
