"""What both editors say about a page's pair: behind since when and why, or ready and waiting.

Also the way from the editor to the pair's panel, and a draft's way to its translators.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import Translation

from cms.guarding import Guarded
from cms.pairs import Pair, Version, pair_of, version_of
from cms.sourcing import original_of, segments_of, send_draft
from cms.standing import agreement_of, waiting_for

SUBMIT = "wagtail_localize.submit_translation"
SEND = "action-send-draft"


@hooks.register("before_edit_page", order=-5)
def remind(request: HttpRequest, page: Page) -> None:
    """Before either editor shows itself; never when something is sent or loaded by script."""
    is_shown = request.method == "GET" and "_w_hydrate_create_view" not in request.GET
    if not is_shown or not isinstance(page, Guarded):
        return
    version = version_of(page)
    panel = messages.button(reverse("cms_pair", args=[page.pk]), _("Publish together"))
    if version.stale_since:
        buttons = [*_comparison(request, page, version), panel]
        messages.warning(request, _behind(page, version), buttons=buttons)
    if version.ready_revision_id:
        text = " ".join([_("This version is ready."), *waiting_for(page)])
        messages.info(request, text, buttons=[panel])
    elif _lacks_a_menu(page, version):
        messages.info(request, agreement_of(page), buttons=[panel])


def _lacks_a_menu(page: Page, version: Version) -> bool:
    """The segment editor has no menu that leads to the panel; a settled pair needs none."""
    is_settled = page.live and pair_of(page).gate == Pair.Gate.ALONE
    return segments_of(page) is not None and not is_settled and not version.stale_since


def _behind(page: Page, version: Version) -> str:
    facts = {"day": date_format(localtime(version.stale_since), "DATE_FORMAT")}
    if pair_of(page).original == "es":
        if version.is_urgent:
            return (
                _("The Spanish version was urgently corrected; this one is behind since %(day)s.")
                % facts
            )
        return _("The Spanish version has changed; this one is behind since %(day)s.") % facts
    if version.is_urgent:
        return (
            _("The English version was urgently corrected; this one is behind since %(day)s.")
            % facts
        )
    return _("The English version has changed; this one is behind since %(day)s.") % facts


def _comparison(request: HttpRequest, page: Page, version: Version) -> list[Any]:
    """Wagtail's comparison of what the original said then and says now, for who may see it."""
    original = original_of(page)
    if original is None or not original.permissions_for_user(request.user).can_edit():
        return []
    before = (
        PageLogEntry.objects.filter(
            page=original.pk,
            action__startswith="wagtail.publish",
            revision__isnull=False,
            timestamp__lt=version.stale_since,
        )
        .exclude(revision=original.live_revision_id)
        .order_by("-timestamp")
        .first()
    )
    if before is None:
        return []
    where = [original.pk, before.revision_id, "live"]
    url = reverse("wagtailadmin_pages:revisions_compare", args=where)
    return [messages.button(url, _("See what changed"))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def lead_to_the_panel(page: Page, user: Any, **where: Any) -> Iterator[Button]:
    is_story = issubclass(page.specific_class or Page, Guarded)
    if is_story and page.permissions_for_user(user).can_edit():
        url = reverse("cms_pair", args=[page.pk])
        yield Button(_("Publish together"), url, icon_name="resubmit", priority=55)


class SendDraftMenuItem(ActionMenuItem):
    """Saves what is typed and gives it to the translators; readers see none of it."""

    label = gettext_lazy("Send this draft to translators")
    name = SEND
    icon_name = "wagtail-localize-language"

    def is_shown(self, context: dict[str, Any]) -> bool:
        if context["view"] != "edit" or context["locked_for_user"]:
            return False
        return _may_send(context["request"], context["page"])


@hooks.register("register_page_action_menu_item")
def offer_to_send_the_draft() -> ActionMenuItem:
    return SendDraftMenuItem(order=90)


@hooks.register("after_edit_page")
def send_the_draft(request: HttpRequest, page: Page) -> None:
    if SEND not in request.POST or not _may_send(request, page):
        return
    revision = page.get_latest_revision()
    if send_draft(revision):
        log(instance=page, action="cms.send_draft", user=request.user, revision=revision)
        messages.success(request, _("Translators have this draft now. Readers do not see it."))


def _may_send(request: HttpRequest, page: Any) -> bool:
    if not issubclass(type(page), Guarded) or not request.user.has_perm(SUBMIT):
        return False
    translated = Translation.objects.filter(
        source__object_id=page.translation_key, source__locale_id=page.locale_id, enabled=True
    )
    return page.locale.language_code == pair_of(page).original and translated.exists()
