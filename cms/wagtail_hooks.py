"""Doors that Wagtail opens by hooks: the stock editor, the admin page API, and the snippets."""

from typing import Any, NoReturn

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.registry import ActionRegistry
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms import (
    asking,
    asking_why,
    batching,
    checking_hooks,
    closing,
    credit_desk,
    handing_in,
    listing,
    localize_doors,
    note_feature,
    pairing,
    recounting,
    reminding,
    serving,
    share_desk,
    slip_desk,
    starting,
    stock_doors,
    translation_hooks,
)
from cms.api_doors import KEPT
from cms.curating import STATUS, CuratedViewSet
from cms.mending import doors
from cms.models import Topic
from cms.publishing import AliasRefused, check_publication

# Each of them registers its own hooks.
__all__ = [
    "asking",
    "asking_why",
    "batching",
    "checking_hooks",
    "closing",
    "credit_desk",
    "doors",
    "handing_in",
    "listing",
    "localize_doors",
    "note_feature",
    "pairing",
    "recounting",
    "reminding",
    "serving",
    "share_desk",
    "slip_desk",
    "starting",
    "stock_doors",
    "translation_hooks",
]


@hooks.register("before_publish_page")
def check_before_publishing(request: HttpRequest, page: Page) -> None:
    """The stock editor publishes without calling `publish()`."""
    check_publication(page, user=request.user, revision=page.latest_revision)


class GuardedPublish(PublishPageRevisionAction):
    """The publish action of the page APIs, behind the same check as everything else."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        check_publication(self.object, user=self.user, revision=self.revision)
        return super().execute(skip_permission_checks=skip_permission_checks)


class GuardedPublishAPIAction(PublishPageAPIAction):
    def _action_from_data(self, instance: Page, data: dict) -> GuardedPublish:
        user = self.request.user
        revision = instance.get_latest_revision() or instance.save_revision(user=user)
        return GuardedPublish(revision, user=user)


class GuardedPagesAPIViewSet(PagesAdminAPIViewSet):
    """Publishing is guarded; aliases and copies for translation have no door here."""

    actions = {
        name: action
        for name, action in PagesAdminAPIViewSet.actions.items()
        if name not in {"create_alias", "convert_alias", "copy_for_translation"}
    } | {"publish": GuardedPublishAPIAction, **KEPT}


@hooks.register("construct_admin_api")
def guard_the_admin_api(router: Any) -> None:
    router.register_endpoint("pages", GuardedPagesAPIViewSet)


@hooks.register("register_actions")
def guard_the_action_registry(registry: ActionRegistry) -> None:
    registry.register(Page, GuardedPublish)


def refuse_alias(request: HttpRequest, page_id: int) -> NoReturn:
    raise AliasRefused(get_object_or_404(Page, pk=page_id).specific)


@hooks.register("register_admin_urls", order=-1)
def close_the_alias_door() -> list[URLPattern]:
    """wagtail-localize turns a translation into an alias for whoever may edit it, live at once.

    The first address that matches wins, so this one stands in front of the library's.
    """
    return [path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias)]


@hooks.register("construct_page_action_menu")
def hide_the_alias_door(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    items[:] = [item for item in items if item.name != "localize-convert-to-alias"]


class TopicViewSet(CuratedViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "locale", STATUS]
    search_fields = ["name"]


register_snippet(TopicViewSet)
