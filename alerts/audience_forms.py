"""The form that asks whom an alert is for."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alerts.alerts import LONGEST_DAYS, Alert
from alerts.choosing import Choice
from alerts.models import AlertPage
from campaigns.models import Petition
from campaigns.recognising import can_be_asked
from cms.area_names import AREA_NAMES
from cms.languages import LANGUAGES, NATIVE_NAMES
from supporters.topics import named_topics

UNSAID = "unsaid"  # a reader who did not say where they live
MOST_AT_ALL = 50
CANNOT_ASK = _("Who signed this petition cannot be asked: it is sealed, or its key is gone.")


class AlertChoiceField(forms.ModelMultipleChoiceField):
    """Alerts by the subject of their mail."""

    names: dict[UUID, str] = {}

    def label_from_instance(self, alert: Any) -> str:
        return self.names.get(alert.translation_key, str(alert))


def _moment() -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    field = forms.DateTimeField(label=_("Not before"), required=False, widget=widget)
    field.help_text = _("Empty: as soon as it may.")
    return field


class AudienceForm(forms.Form):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, NATIVE_NAMES[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all. Who chose no topics gets every alert."),
    )
    regions = forms.MultipleChoiceField(
        label=_("States"),
        choices=[(UNSAID, _("Not said")), *AREA_NAMES.items()],
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("None chosen: everywhere."),
    )
    with_digests = forms.BooleanField(
        label=_("Also who asked for one mail a day or a week"),
        required=False,
        help_text=_("They chose fewer mails. Send to them only what cannot wait."),
    )
    except_had = AlertChoiceField(
        Alert.objects.none(),
        label=_("Not to whoever had one of these alerts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    not_yet_signed = forms.ModelChoiceField(
        Petition.objects.none(),
        label=_("Only who has not signed this petition"),
        required=False,
        empty_label=_("Do not ask"),
        help_text=_(
            "Asked letter by letter, as each leaves. Nothing is kept of it but a number,"
            " and the estimate cannot know it."
        ),
    )
    most = forms.IntegerField(
        label=_("Most alerts to one reader"), min_value=1, max_value=MOST_AT_ALL
    )
    days = forms.IntegerField(label=_("in so many days"), min_value=1, max_value=LONGEST_DAYS)
    is_urgent = forms.BooleanField(
        label=_("Urgent: also by night, and to who has had the most already"), required=False
    )
    not_before = _moment()

    def __init__(self, *args: Any, alert: Alert, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        names = named_topics(get_language() or "en")
        fields["topics"].choices = [(str(key), name) for key, name in names]
        lately = Alert.objects.sent().exclude(pk=alert.pk)
        fields["except_had"].names = subjects_of({each.translation_key for each in lately})
        fields["except_had"].queryset = lately.order_by("-pk")
        fields["not_yet_signed"].queryset = Petition.objects.open().order_by("name")
        for name in [name for name in ("topics", "except_had") if not fields[name].choices]:
            del fields[name]

    def clean_not_yet_signed(self) -> Petition | None:
        petition: Petition | None = self.cleaned_data["not_yet_signed"]
        if petition and not can_be_asked(petition):
            raise forms.ValidationError(CANNOT_ASK)
        return petition

    @property
    def choice(self) -> Choice:
        facts = dict(self.cleaned_data)
        regions = ["" if each == UNSAID else each for each in facts["regions"]]
        lists = {name: tuple(facts.pop(name, ())) for name in ("languages", "topics", "except_had")}
        return Choice(**{**facts, **lists, "regions": tuple(regions)})


def initial_of(choice: Choice) -> dict[str, Any]:
    return {
        **vars(choice),
        "topics": [str(key) for key in choice.topics],
        "regions": [each or UNSAID for each in choice.regions],
    }


def subjects_of(translation_keys: set[UUID]) -> dict[UUID, str]:
    """What alerts are called: by the subject of their mail, in the active language if they can."""
    language = get_language() or "en"
    pages = AlertPage.objects.filter(translation_key__in=translation_keys)
    names: dict[UUID, str] = {}
    for page in pages.select_related("locale"):
        if page.locale.language_code == language:
            names[page.translation_key] = page.subject
        names.setdefault(page.translation_key, page.subject)
    return names
