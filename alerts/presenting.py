"""Presenting: what the send desk says of a broadcast of ours that is not the outbox's to know."""

from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from alerts.alerts import Alert
from alerts.holding import CLOSED, why_held
from alerts.models import AlertPage, DigestRun, Notice
from alerts.rulings import Mending
from alerts.writing import Unready
from campaigns.models import SourceTally
from campaigns.sourcing import mail_source
from cms.languages import language_name
from outbox.models import Broadcast
from supporters.models import Supporter


def title_of(broadcast: Broadcast) -> str:
    """The page's title in the language of whoever looks, or in the one that it has."""
    return _title(_alert(broadcast).translation_key)


def correction_title(broadcast: Broadcast) -> str:
    return _("Correction: %(title)s") % {"title": _title(_mending(broadcast).alert.translation_key)}


def notice_title(broadcast: Broadcast) -> str:
    key = Notice.objects.get(pk=broadcast.subject_id).translation_key
    return _("Story: %(title)s") % {"title": _title(key)}


def digest_title(broadcast: Broadcast) -> str:
    run = DigestRun.objects.get(pk=broadcast.subject_id)
    facts = {"day": date_format(run.day, "DATE_FORMAT"), "language": language_name(run.language)}
    if run.rhythm == Supporter.Rhythm.WEEKLY:
        return _("Weekly digest of %(day)s, %(language)s") % facts
    return _("Daily digest of %(day)s, %(language)s") % facts


def notice_link(broadcast: Broadcast) -> str:
    key = Notice.objects.get(pk=broadcast.subject_id).translation_key
    page = Page.objects.filter(translation_key=key).order_by("pk").first()
    return reverse("alerts_notice", args=[page.pk]) if page else ""


def digest_link(broadcast: Broadcast) -> str:
    return reverse("alerts_digests")


def link_of(broadcast: Broadcast) -> str:
    return reverse("alert_sending", args=[_alert(broadcast).translation_key])


def correction_link(broadcast: Broadcast) -> str:
    return reverse("alert_sending", args=[_mending(broadcast).alert.translation_key])


def waits_because(broadcast: Broadcast, language: str) -> str:
    """In words; empty where nothing holds it."""
    return said(why_held(_alert(broadcast), language))


def said(code: str) -> str:
    """Why a language is held: `closed`, or a code of Unready."""
    if code == CLOSED:
        return _("Closed: nobody else gets it in this language.")
    return str(Unready(code).label) if code in Unready.values else ""


def signed_by(broadcast: Broadcast) -> dict[str, int]:
    """Signatures that came by its mails, by the language of their signers; nobody is followed."""
    pages = AlertPage.objects.filter(translation_key=_alert(broadcast).translation_key)
    sources = [mail_source(pk) for pk in pages.values_list("pk", flat=True)]
    rows: Any = SourceTally.objects.filter(source__in=sources).order_by()
    return dict(rows.values_list("language").annotate(Sum("count")))


def _alert(broadcast: Broadcast) -> Alert:
    return Alert.objects.get(pk=broadcast.subject_id)


def _mending(broadcast: Broadcast) -> Mending:
    return Mending.objects.select_related("alert").get(pk=broadcast.subject_id)


def _title(key: UUID) -> str:
    pages = Page.objects.filter(translation_key=key).order_by("pk")
    titles = dict(pages.values_list("locale__language_code", "title"))
    return str(titles.get(get_language() or "") or next(iter(titles.values()), ""))
