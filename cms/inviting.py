"""Events in a story: place and time in the reader's language, and a calendar file."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar
from icalendar import Event as Entry
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.calling import only_web
from cms.languages import path_word
from cms.parts import ACTION, Part

PRODUCT = "-//Hub//hub//"


class EventBlock(Part):
    """Its times are facts, in the newsroom's time zone; its words are translated."""

    name = blocks.CharBlock(label=_("Name"))
    place = blocks.CharBlock(label=_("Place"), required=False)
    address = blocks.CharBlock(label=_("Street address"), required=False)
    start = blocks.DateTimeBlock(label=_("Begins"))
    end = blocks.DateTimeBlock(label=_("Ends"), required=False)
    details = blocks.TextBlock(
        label=_("Details"), required=False, help_text=_("Interpreting, access, child care.")
    )
    url = blocks.URLBlock(label=_("Web page"), required=False, validators=[only_web])

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["end"] and cleaned["end"] <= cleaned["start"]:
            error = ValidationError(_("An event ends after it begins."))
            raise StructBlockValidationError(block_errors={"end": ErrorList([error])})
        return cleaned

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        page, block_id = context.get("page"), context.get("block_id")
        calendar_url = context.get("calendar_url", "")
        if page is not None and block_id:
            calendar_url = f"{page.url}{path_word('event', get_language())}/{block_id}/"
        start, end = moment(value["start"]), moment(value["end"])
        is_one_day = bool(start and end and _day(start) == _day(end))
        return context | {
            "start": start,
            "end": end,
            "is_one_day": is_one_day,
            "calendar_url": calendar_url,
        }

    def example(self) -> dict[str, Any]:
        start = timezone.now().replace(hour=23, minute=0, second=0, microsecond=0)
        return {
            "name": gettext("Neighborhood assembly"),
            "place": gettext("Public library"),
            "address": "12 Main Street",
            "start": start,
            "end": start + timedelta(hours=2),
            "details": gettext("With interpreters and child care."),
            "url": "",
        }

    def get_preview_context(self, value: Any, parent_context: dict | None = None) -> dict:
        return super().get_preview_context(value, parent_context) | {"calendar_url": "#"}

    class Meta:
        icon = "calendar-alt"
        group = ACTION
        label = _("Event")
        description = _("Place and time, with a file for the reader’s calendar.")
        template = "blocks/event.html"


def moment(value: datetime | None) -> datetime | None:
    """An aware time: one written without a zone is the newsroom's."""
    if value is None or timezone.is_aware(value):
        return value
    return timezone.make_aware(value)


def _day(value: datetime) -> Any:
    return timezone.localtime(value).date()


def calendar_file(event: Any, *, key: str, page: Any) -> bytes:
    """iCalendar (RFC 5545) of an event block's value; `key` is the block's id, the same in every
    language, so that a calendar holds the event once.
    """
    zone = timezone.get_default_timezone()
    entry = Entry()
    entry.add("uid", f"{key}@{urlsplit(page.full_url).hostname}")
    entry.add("dtstamp", page.last_published_at or timezone.now())
    for name in ("start", "end"):
        if at := moment(event[name]):
            entry.add(f"dt{name}", at.astimezone(zone))
    entry.add("summary", event["name"])
    where = ", ".join(part for part in (event["place"], event["address"]) if part)
    for name, text in (("location", where), ("description", event["details"])):
        if text:
            entry.add(name, text)
    entry.add("url", event["url"] or page.full_url)
    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{page.locale.language_code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()
