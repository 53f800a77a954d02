"""Forms of a petition's life: a text per language beside the facts. Forms clean, verbs save."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model

from campaigns.dockets import LONGEST as LONGEST_ACCOUNT
from campaigns.dockets import Delivery
from campaigns.handovers import SeatHandover
from campaigns.letter_versions import LONGEST as LONGEST_NOTE
from campaigns.models import Petition
from campaigns.states import LONGEST, State
from cms.languages import LANGUAGES
from cms.mending.forms import TextsForm, moment_field, text_field

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StateForm(TextsForm):
    """`moves` are the states that the petition may take from the one it has."""

    state = forms.ChoiceField(label=gettext_lazy("New state"), widget=forms.RadioSelect)
    at = moment_field(gettext_lazy("When it happened (empty: now)"))

    def __init__(self, *args: Any, moves: tuple[str, ...], **kwargs: Any):
        super().__init__(*args, longest=LONGEST, **kwargs)
        self.fields["state"].choices = [(move, State(move).label) for move in moves]  # type: ignore[attr-defined]
        self.order_fields(["state", *map(self.name_of, LANGUAGES), "at"])

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and at > timezone.now():
            raise forms.ValidationError(_("This is in the future. Say it once it has happened."))
        return at


class NoteForm(TextsForm):
    """Whether a change of the letter matters, and what readers are told then."""

    change = forms.ChoiceField(
        label=gettext_lazy("Does this change what people have signed?"),
        widget=forms.RadioSelect,
        choices=[
            ("minor", gettext_lazy("No: a comma, a typo. It still asks for the same.")),
            ("material", gettext_lazy("Yes: readers are told, in both languages.")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, longest=LONGEST_NOTE, needs_all=False, **kwargs)
        self.order_fields(["change"])

    @property
    def is_material(self) -> bool:
        return self.cleaned_data["change"] == "material"

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or {}
        if cleaned.get("change") == "material":
            for name in map(self.name_of, LANGUAGES):
                if not cleaned.get(name, "").strip():
                    self.add_error(name, _("Readers of this language need it too."))
        return cleaned


class DeliveryForm(forms.ModelForm):
    class Meta:
        model = Delivery
        fields = [
            "delivered_on", "how", "names", "receipt", "answered_on", "answer_url",
        ]  # fmt: skip
        widgets = {"delivered_on": DAY, "answered_on": DAY}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["receipt"].queryset = get_document_model().objects.order_by("title")  # type: ignore[attr-defined]
        labels = {
            "text": _("Who delivered it, to whom, with what receipt: %(language)s"),
            "answer": _("What the office answered: %(language)s"),
        }
        for kind, told in (("text", self.instance.texts), ("answer", self.instance.answer)):
            for code in LANGUAGES:
                field = text_field(code, longest=LONGEST_ACCOUNT, required=False)
                field.label = labels[kind] % {"language": field.label}
                field.initial = told.get(code, "")
                self.fields[f"{kind}_{code}"] = field
        names = [f"text_{code}" for code in LANGUAGES]
        self.order_fields(["delivered_on", "how", "names", *names, "receipt", "answered_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        delivered, answered = cleaned.get("delivered_on"), cleaned.get("answered_on")
        today = timezone.localdate()
        for name, day in (("delivered_on", delivered), ("answered_on", answered)):
            if day and day > today:
                self.add_error(name, _("This is in the future. Say it once it has happened."))
        if delivered and answered and answered < delivered:
            self.add_error("answered_on", _("It would be answered before it was delivered."))
        if not answered and any(cleaned.get(f"answer_{code}") for code in LANGUAGES):
            self.add_error("answered_on", _("Say on which day this answer came."))
        return cleaned

    def filled(self) -> Delivery:
        """The delivery with what was typed, not saved yet."""
        delivery: Delivery = super().save(commit=False)
        delivery.texts = {code: self.cleaned_data[f"text_{code}"] for code in LANGUAGES}
        delivery.answer = {code: self.cleaned_data[f"answer_{code}"] for code in LANGUAGES}
        return delivery


class PersonField(forms.ModelChoiceField):
    """Colleagues by their names."""

    def label_from_instance(self, person: Any) -> str:
        return str(person.called)


class HandOverForm(forms.Form):
    seat = forms.ChoiceField(label=gettext_lazy("Seat"), widget=forms.RadioSelect)
    to = PersonField(
        label=gettext_lazy("Who takes it over"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )

    def __init__(self, *args: Any, petition: Petition, seats: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [(each, SeatHandover.Seat(each).label) for each in seats]  # type: ignore[attr-defined]
        accounts = get_user_model().objects.with_perm(
            "campaigns.change_petition",
            backend="django.contrib.auth.backends.ModelBackend",
        )
        taken = [petition.steward_id, petition.second_steward_id]
        free = accounts.exclude(pk__in=[each for each in taken if each]).order_by("username")
        self.fields["to"].queryset = free  # type: ignore[attr-defined]
