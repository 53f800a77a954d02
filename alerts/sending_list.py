"""The list of alerts on the desk: the newest first, sent or not."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from alerts.alerts import Alert, State
from alerts.audience_forms import subjects_of
from alerts.models import AlertIndexPage, AlertPage
from cms.languages import LANGUAGES, NATIVE_NAMES
from users.models import User

NEWEST = 50


def alerts_in_a_list() -> list[dict[str, Any]]:
    """A constant number of queries, however many they are."""
    pages = AlertPage.objects.select_related("locale").order_by("-pk")[: NEWEST * len(LANGUAGES)]
    live: dict[Any, list[str]] = {}
    for page in pages:
        languages = live.setdefault(page.translation_key, [])
        if page.live:
            languages.append(NATIVE_NAMES[page.locale.language_code])
    keys = list(live)[:NEWEST]
    rows = Alert.objects.filter(translation_key__in=keys).select_related("broadcast")
    alerts = {alert.translation_key: alert for alert in rows}
    names = subjects_of(set(keys))
    return [
        {
            "key": key,
            "name": names.get(key, ""),
            "state": _state(alerts.get(key)),
            "live": sorted(live[key]),
        }
        for key in keys
    ]


def _state(alert: Alert | None) -> str:
    if alert is None:
        return str(State.DRAFT.label)
    if alert.broadcast:
        return str(alert.broadcast.get_state_display())
    return str(alert.get_state_display())


def writing_url(user: User) -> str:
    """Where this person writes a new one, in their own language if they may; empty if nowhere."""
    indexes = list(AlertIndexPage.objects.select_related("locale"))
    indexes.sort(key=lambda index: index.locale.language_code != get_language())
    for index in indexes:
        if index.permissions_for_user(user).can_add_subpage():
            return reverse("wagtailadmin_pages:add", args=["alerts", "alertpage", index.pk])
    return ""
