"""Ways to pass a page on: plain links that tell nobody anything until they are followed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

LINKED = ("whatsapp", "facebook", "x", "mail")  # in the order readers use them


def passing_on(title: str, url: str) -> dict[str, Any]:
    """What components/share_row.html shows for a page that is passed on by its own address."""
    return {
        "ways": share_row(title, title, dict.fromkeys(LINKED, url)),
        "link": url,
        "native": url,
        "native_text": title,
        "code": "page",
    }


def share_row(title: str, words: str, links: Mapping[str, str]) -> list[dict[str, str]]:
    """A link per way: `words` stand before the address that `links` name for it, and keep their
    language; `title` is the subject of a mail.
    """
    text = {way: quote(f"{words} {links[way]}", safe="") for way in LINKED}
    page = quote(links["facebook"], safe="")
    subject = quote(title, safe="")
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
            "url": f"mailto:?subject={subject}&body={text['mail']}",
        },
    ]
