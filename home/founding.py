"""Founding: one idempotent verb makes what every newsroom needs. Migrations end with it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import Translation

from alerts.models import AlertIndexPage
from campaigns.models import CampaignIndexPage
from cms.actors import acting_as
from cms.indexing import SearchEntry
from cms.languages import LANGUAGES
from cms.tending import rebuild
from home.models import HomePage, Identity
from home.roles import ROLES, SUBMIT_TRANSLATION, Role
from news.models import NewsIndexPage

STOCK_REVIEW = "Moderators approval"
INDEX_SLUGS: dict[Any, dict[str, str]] = {
    NewsIndexPage: {"en": "news", "es": "noticias"},
    CampaignIndexPage: {"en": "campaigns", "es": "campanas"},
    AlertIndexPage: {"en": "alerts", "es": "alertas"},
}

INDEX_TITLES: dict[Any, Callable[[], str]] = {
    NewsIndexPage: lambda: _("News"),
    CampaignIndexPage: lambda: _("Campaigns"),
    AlertIndexPage: lambda: _("Alerts"),
}


def found() -> None:
    """Make locales, front pages, indexes, site and roles where they are missing."""
    with transaction.atomic(), acting_as("seed"):
        for language in LANGUAGES:
            Locale.objects.get_or_create(language_code=language)
        homes = _found_homes()
        for model in INDEX_SLUGS:
            _found_indexes(model, homes)
        _found_site(homes["en"])
        _remove_stock_groups()
        for role in ROLES:
            _found_role(role, homes)
        _found_review(homes)
        if not SearchEntry.objects.exists():
            rebuild()


def _found_homes() -> dict[str, HomePage]:
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    if len(homes) == len(LANGUAGES):
        return homes
    root = Page.get_first_root_node() or _found_root()
    for page in root.get_children().not_type(HomePage):
        page.delete()  # Wagtail's welcome page
    english = HomePage(title="Hub", slug="home", locale=_locale("en"))
    root = Page.objects.get(pk=root.pk)
    root.add_child(instance=english)
    _go_live(english)
    spanish = english.copy_for_translation(_locale("es"))
    _go_live(spanish)
    return {"en": english, "es": spanish}


def _found_root() -> Page:
    """A flushed test database has lost the root that Wagtail's migrations made."""
    return Page.add_root(instance=Page(title="Root", slug="root", locale=_locale("en")))


def _found_indexes(model: Any, homes: dict[str, HomePage]) -> None:
    if model.objects.exists():
        return
    english = model(title="…", slug=INDEX_SLUGS[model]["en"])
    english.show_in_menus = model is not AlertIndexPage
    HomePage.objects.get(pk=homes["en"].pk).add_child(instance=english)
    spanish = english.copy_for_translation(_locale("es"))
    for language, page in (("en", english), ("es", spanish)):
        with translation.override(language):
            page.title = INDEX_TITLES[model]()
        page.slug = INDEX_SLUGS[model][language]
        page.save()
        _go_live(page)


def _found_site(home: HomePage) -> None:
    """The site answers to `BASE_URL`: pages make their absolute addresses from it."""
    base = urlsplit(settings.BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    is_ours = HomePage.objects.filter(pk=site.root_page_id).exists()
    wanted = {
        "hostname": base.hostname,
        "port": port,
        "root_page_id": site.root_page_id if is_ours else home.pk,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    Identity.objects.get_or_create(site=site)


def _remove_stock_groups() -> None:
    """Wagtail's own groups may touch every page of every language from the root down."""
    Group.objects.filter(name="Moderators").delete()
    GroupPagePermission.objects.filter(page__depth=1).delete()


def _found_role(role: Role, homes: dict[str, HomePage]) -> None:
    group, _made = Group.objects.get_or_create(name=role.name)
    group.permissions.add(*[_permission(name) for name in role.permissions])
    for language in role.languages:
        for action in role.page_actions:
            GroupPagePermission.objects.get_or_create(
                group=group, page=_place(role, homes[language]), permission=_page_permission(action)
            )
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name in role.library_rights:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(name)
        )


def _found_review(homes: dict[str, HomePage]) -> None:
    """What is submitted for review goes to the editors; Wagtail's own review goes to nobody."""
    for model in (Workflow, GroupApprovalTask):
        model.objects.filter(name=STOCK_REVIEW).delete()
    task, made = GroupApprovalTask.objects.get_or_create(name="Editors approve")
    if made:
        task.groups.add(Group.objects.get(name="Editors"))
        workflow = Workflow.objects.create(name="Review")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        for home in homes.values():
            WorkflowPage.objects.create(workflow=workflow, page=home)


def _permission(name: str) -> Permission:
    app, _dot, codename = name.partition(".")
    if name == SUBMIT_TRANSLATION:  # made by a migration only, so a flushed database lacks it
        about = ContentType.objects.get_for_model(Translation)
        permission, _made = Permission.objects.get_or_create(
            content_type=about, codename=codename, defaults={"name": "Can submit translations"}
        )
        return permission
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _place(role: Role, home: HomePage) -> Page:
    if not role.is_for_campaigns:
        return home
    return CampaignIndexPage.objects.get(locale_id=home.locale_id)


def _page_permission(action: str) -> Permission:
    return _permission(f"wagtailcore.{action}_page")


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def _go_live(page: Any) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
