"""What readers can do in a story (sign, go, call) as HTML that WordPress keeps as it stands.

No block of WordPress means any of these, so each is an `aside` whose class says what it was.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.inviting import moment
from cms.phoning import PhoneMalformed, dialled, readable
from home.moving.export.marking_up import block, rich_blocks, without_comments
from home.moving.export.rich_texts import lines, page_url, plain
from home.moving.export.telling import Telling


def aside(kind: str, *parts: str) -> str:
    inside = "\n".join(each for each in parts if each)
    return block("html", f'<aside class="hub-{kind}">\n{inside}\n</aside>')


def link(url: str, text: object) -> str:
    return f'<p><a href="{plain(url)}">{plain(text)}</a></p>' if url else ""


def said(text: object) -> str:
    return f"<p>{lines(text)}</p>" if text else ""


def tell_campaign_call(value: Any, telling: Telling) -> str:
    page = value["page"]
    url = page_url(page.pk, telling.language) if page else ""
    return aside("campaign-call", said(value["text"]), link(url, _("Go to the petition")))


def tell_petition_elsewhere(value: Any, telling: Telling) -> str:
    whose = _("A petition by %(organization)s") % {"organization": value["organization"]}
    there = link(value["url"], _("Go to the petition"))
    return aside("petition-elsewhere", said(value["text"]), said(whose), there)


def tell_event(value: Any, telling: Telling) -> str:
    moments = [_moment(each) for each in (moment(value["start"]), moment(value["end"])) if each]
    where = "\n".join(each for each in (value["place"], value["address"]) if each)
    return aside(
        "event",
        f"<h2>{plain(value['name'])}</h2>",
        f"<p>{' – '.join(moments)}</p>" if moments else "",
        said(where),
        said(value["details"]),
        link(value["url"], _("More about the event")),
    )


def tell_call_office(value: Any, telling: Telling) -> str:
    phone = value["phone"] or ""
    try:
        call = link(f"tel:{dialled(phone)}", readable(phone))
    except PhoneMalformed:
        call = said(phone)
    script = rich_blocks(value["script"].source, telling) if value["script"] else []
    words = without_comments("\n".join(script))
    title = said(_("What you can say")) if words else ""
    return aside("call-office", said(value["office"]), call, said(value["hours"]), title, words)


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    words = f"{date_format(local, 'DATETIME_FORMAT')} ({local:%Z})"
    return f'<time datetime="{local.isoformat()}">{plain(words)}</time>'
