"""What the sources of signatures are called: partners, stories, and ways of passing a link on."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from campaigns.models import Petition

CHANNEL_NAMES = {
    "whatsapp": "WhatsApp",
    "facebook": "Facebook",
    "x": "X",
    "mail": gettext_lazy("E-mail"),
    "copy": gettext_lazy("Copied link"),
    "native": gettext_lazy("Sharing from the phone"),
    "qr": gettext_lazy("Code on a poster"),
    "embed": gettext_lazy("Frame on another site"),
}
PAGE = re.compile(r"[pm]([1-9][0-9]{0,8})")  # as in campaigns/sourcing.py


def source_names(petition: Petition, sources: Iterable[str]) -> dict[str, str]:
    """Each source in the words of the active language; two queries, however many they are."""
    sources = list(sources)
    partners = dict(petition.partners.values_list("slug", "name"))
    pages = {source: int(match[1]) for source in sources if (match := PAGE.fullmatch(source))}
    titles = dict(Page.objects.live().filter(pk__in=pages.values()).values_list("pk", "title"))
    names = {source: partners.get(source, source) for source in sources}
    for source, pk in pages.items():
        names[source] = _titled(source, titles[pk]) if pk in titles else _gone()
    names |= {source: str(name) for source, name in CHANNEL_NAMES.items()}
    return names | {"": _("Came straight to the page")}


def _titled(source: str, title: str) -> str:
    said = _("Mail: %(title)s") if source.startswith("m") else _("Page: %(title)s")
    return said % {"title": title}


def _gone() -> str:
    return _("A page that is no longer live")
