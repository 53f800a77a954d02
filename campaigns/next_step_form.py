"""The form of the next step: one for both languages, because neither may be left out."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Petition
from campaigns.next_steps import WORDS, NextStep
from cms.calling import only_web
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.phoning import PhoneMalformed, dialled

LABELS = {
    "title": gettext_lazy("What you ask for, or the office, or the name of the event"),
    "note": gettext_lazy("Hours of the office, or place of the event"),
    "text": gettext_lazy("What to say on the phone, or details"),
}
LENGTHS = {"title": 120, "note": 120, "text": 1_500}
NEEDED = {
    NextStep.Kind.CALL: "phone",
    NextStep.Kind.EVENT: "starts_at",
    NextStep.Kind.PETITION: "other",
    NextStep.Kind.LINK: "url",
}
FACTS = ("kind", "phone", "starts_at", "ends_at", "address", "url", "other")


def moment_field(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget)


class NextStepForm(forms.Form):
    """`facts` is what campaigns.next_steps.ask_for takes."""

    kind = forms.ChoiceField(
        label=gettext_lazy("After signing, ask people to"),
        choices=[("", gettext_lazy("Do nothing more")), *NextStep.Kind.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    starts_at = moment_field(gettext_lazy("Begins"))
    ends_at = moment_field(gettext_lazy("Ends (optional)"))
    address = forms.CharField(
        label=gettext_lazy("Street address of the event"), max_length=200, required=False
    )
    url = forms.URLField(
        label=gettext_lazy("Web page"),
        required=False,
        validators=[only_web],
        max_length=200,
        assume_scheme="https",
    )
    other = forms.ModelChoiceField(
        Petition.objects.none(), label=gettext_lazy("Other petition"), required=False
    )

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        others: Any = self.fields["other"]
        others.queryset = Petition.objects.exclude(pk=petition.pk).order_by("name")
        for code in LANGUAGES:
            for word in WORDS:
                self.fields[f"{word}_{code}"] = _word_field(word, code)

    @classmethod
    def initial_of(cls, step: NextStep | None) -> dict[str, Any]:
        if step is None:
            return {"kind": ""}
        words = {f"{word}_{code}": step.word(word, code) for word in WORDS for code in LANGUAGES}
        return words | {name: getattr(step, name) for name in FACTS}

    @property
    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        words = {code: {word: cleaned[f"{word}_{code}"] for word in WORDS} for code in LANGUAGES}
        return {name: cleaned[name] for name in FACTS} | {"words": words}

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        try:
            return phone and dialled(phone)
        except PhoneMalformed as malformed:
            raise forms.ValidationError(
                _(
                    "Enter a phone number with its area code, such as (617) 555-0142, or with "
                    "+ and its country."
                )
            ) from malformed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if not kind:
            return cleaned
        for name in (NEEDED[kind], *(f"title_{code}" for code in LANGUAGES)):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for what you ask."))
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("An event ends after it begins."))
        if kind == NextStep.Kind.EVENT and start and (end or start) < timezone.now():
            self.add_error("starts_at", _("This event is over already."))
        return cleaned


def _word_field(word: str, language: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, "lang": language})
    line = forms.TextInput(attrs={"lang": language})
    return forms.CharField(
        label=f"{NATIVE_NAMES[language]}: {LABELS[word]}",
        max_length=LENGTHS[word],
        required=False,
        widget=area if word == "text" else line,
    )
