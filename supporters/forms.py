"""What supporters type and choose, cleaned. Forms clean, verbs save."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.area_names import AREA_NAMES
from cms.languages import NATIVE_NAMES
from supporters.days import today
from supporters.models import Supporter
from supporters.preferring import Preferences, preferences_of
from supporters.topics import named_topics

LONGEST_PAUSE = timedelta(days=366)


class PreferenceForm(forms.Form):
    """Everything that a supporter may choose, as it is now or as it was sent."""

    language = forms.ChoiceField(
        label=_("Language of our mails to you"),
        choices=list(NATIVE_NAMES.items()),
        widget=forms.RadioSelect,
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Supporter.Rhythm.choices, widget=forms.RadioSelect
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to hear about all of them."),
    )
    region = forms.ChoiceField(
        label=_("State (optional)"),
        required=False,
        help_text=_("Some alerts are for one state only. We ask for nothing more precise."),
    )
    paused_until = forms.DateField(
        label=_("Pause until (optional)"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("No mail comes before that day. Leave it empty to get mail."),
        error_messages={"invalid": _("Please type the day like this: 2030-12-31.")},
    )

    def __init__(self, *args: Any, supporter: Supporter, shown_in: str, **kwargs: Any):
        now = preferences_of(supporter)
        kwargs["initial"] = {
            "language": now.language,
            "rhythm": now.rhythm,
            "region": now.region,
            "topics": [str(topic) for topic in now.topics],
            "paused_until": now.paused_until if _is_ahead(now.paused_until) else None,
        }
        super().__init__(*args, **kwargs)
        topics = [(str(topic), name) for topic, name in named_topics(shown_in)]
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        self.fields["region"].choices = _regions()  # type: ignore[attr-defined]
        if not topics:
            del self.fields["topics"]

    def clean_paused_until(self) -> date | None:
        day = self.cleaned_data["paused_until"]
        if day is None:
            return None
        if not _is_ahead(day):
            raise ValidationError(_("Please choose a day after today."))
        if day > today() + LONGEST_PAUSE:
            raise ValidationError(_("Please choose a day within a year."))
        return day

    @property
    def preferences(self) -> Preferences:
        cleaned = self.cleaned_data
        return Preferences(
            language=cleaned["language"],
            rhythm=cleaned["rhythm"],
            region=cleaned["region"],
            topics=frozenset(cleaned.get("topics", [])),
            paused_until=cleaned["paused_until"],
        )


def _is_ahead(day: date | None) -> bool:
    return day is not None and day > today()


def _regions() -> list[tuple[str, Any]]:
    """By their names in the active language; abroad last."""
    states = [(code, str(name)) for code, name in AREA_NAMES.items() if len(code) == 2]
    states.sort(key=lambda each: each[1])
    return [("", _("No answer")), *states, ("abroad", AREA_NAMES["abroad"])]
