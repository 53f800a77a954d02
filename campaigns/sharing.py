"""Ways to pass a campaign on: plain links that tell nobody anything until they are followed.

The words do not say that whoever sends them has signed: that is theirs to tell.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from campaigns.short_links import short_links

LINKED = ("whatsapp", "facebook", "x", "mail")  # in the order readers use them
WAYS = (*LINKED, "copy", "native")


def invitation(title: str) -> str:
    """What stands before the link in a message, in the active language."""
    return _("Read it and decide whether to sign: %(title)s") % {"title": title}


def passing_on(petition: Any, title: str, language: str) -> dict[str, Any]:
    """What components/share_row.html shows: the same after signing, on the campaign's page and
    beside it in a story. One query, once its links are there.
    """
    links = short_links(petition, language, WAYS)
    return {
        "ways": share_row(title, links),
        "link": links["copy"],
        "native": links["native"],
        "native_text": invitation(title),
        "code": links["copy"].rpartition("/")[2],
    }


def share_row(title: str, links: Mapping[str, str]) -> list[dict[str, str]]:
    """A link per way; `links` are absolute addresses by way and keep their language."""
    text = {way: quote(f"{invitation(title)} {links[way]}") for way in LINKED}
    page = quote(links["facebook"], safe="")
    return [
        {"kind": "whatsapp", "label": "WhatsApp", "url": f"https://wa.me/?text={text['whatsapp']}"},
        {
            "kind": "facebook",
            "label": "Facebook",
            "url": f"https://www.facebook.com/sharer/sharer.php?u={page}",
        },
        {"kind": "x", "label": "X", "url": f"https://x.com/intent/post?text={text['x']}"},
        {
            "kind": "mail",
            "label": _("E-mail"),
            "url": f"mailto:?subject={quote(title)}&body={text['mail']}",
        },
    ]
