"""Offering translation from a listing: the library's two buttons, without its four queries a page.

Its hook asks the database about each page anew. Here the view that lists the pages asks once and
hangs the answer on them; a page that nobody asked about is left to the library.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.wagtail_hooks import page_listing_more_buttons as stock_buttons

HOOK = "register_page_listing_more_buttons"


def prepare_offers(pages: Iterable[Page]) -> None:
    """Hang on each page the source whose translations may be synchronised, or None."""
    keys = [page.translation_key for page in pages]
    sources = TranslationSource.objects.filter(object_id__in=keys, translations__enabled=True)
    rows = sources.distinct().values_list("object_id", "locale_id", "pk")
    found = {(key, locale): pk for key, locale, pk in rows}
    for page in pages:
        page.offered_source = found.get((page.translation_key, page.locale_id))


def offer(
    page: Any, user: Any, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    if not (hasattr(page, "offered_source") and hasattr(page, "_has_untranslated_locale")):
        yield from stock_buttons(page, user, view_name, next_url)
    elif not page.is_root() and user.has_perm("wagtail_localize.submit_translation"):
        if page._has_untranslated_locale:
            yield _translate(page)
        if page.offered_source:
            yield _synchronise(page, next_url)


def _translate(page: Any) -> Button:
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    icon = "wagtail-localize-language"
    return Button(_("Translate this page"), url, priority=60, icon_name=icon)


def _synchronise(page: Any, next_url: str | None) -> Button:
    url = reverse("wagtail_localize:update_translations", args=[page.offered_source])
    if next_url is not None:
        url += "?" + urlencode({"next": next_url})
    return Button(_("Sync translated pages"), url, priority=60, icon_name="resubmit")


# Wagtail has no public way to take a hook back.
hooks._hooks[HOOK] = [entry for entry in hooks._hooks[HOOK] if entry[0] is not stock_buttons]
hooks.register(HOOK, offer)
