"""The list of alerts on the desk: the newest first, sent or not."""

from typing import Any

from alerts.alerts import Alert, State
from alerts.audience_forms import subjects_of
from alerts.models import AlertPage
from cms.languages import LANGUAGES, NATIVE_NAMES

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
