"""Ways to pass a campaign on: plain links that tell nobody anything until they are followed."""

from urllib.parse import quote

from django.utils.translation import gettext as _


def share_row(title: str, url: str) -> list[dict[str, str]]:
    """Links in the order readers use them; `url` is absolute and keeps its language."""
    text, link = quote(f"{title} {url}"), quote(url, safe="")
    return [
        {"kind": "whatsapp", "label": "WhatsApp", "url": f"https://wa.me/?text={text}"},
        {
            "kind": "facebook",
            "label": "Facebook",
            "url": f"https://www.facebook.com/sharer/sharer.php?u={link}",
        },
        {"kind": "x", "label": "X", "url": f"https://x.com/intent/post?text={text}"},
        {
            "kind": "mail",
            "label": _("E-mail"),
            "url": f"mailto:?subject={quote(title)}&body={text}",
        },
    ]
