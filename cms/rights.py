"""Who may speak to readers of both languages at once."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.languages import LANGUAGES
from cms.publishing import RightMissing


def check_may_tell(page: Page, user: AbstractBaseUser, languages: Any = LANGUAGES) -> None:
    """Raises RightMissing unless the person may publish this story in each of these languages."""
    if not may_tell(page, user, languages):
        raise RightMissing(page, _("For this you need the right to publish in both languages."))


def may_tell(page: Page, user: AbstractBaseUser, languages: Any = LANGUAGES) -> bool:
    versions = _versions(page)
    return all(
        versions[language].permissions_for_user(user).can_publish()
        if language in versions
        else _may_publish_below(page, user, language)
        for language in languages
    )


def may_tell_everyone(user: AbstractBaseUser) -> bool:
    """May speak on every page: publishes the front pages of both languages.

    Asked by several items of one menu, so the answer is kept on the person for the request.
    """
    if not hasattr(user, "_may_tell_everyone"):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        answer = site is not None and may_tell(site.root_page, user)
        user._may_tell_everyone = answer  # type: ignore[attr-defined]
    return bool(user._may_tell_everyone)  # type: ignore[attr-defined]


def check_may_tell_everyone(user: AbstractBaseUser, subject: Any) -> None:
    """Raises RightMissing unless the person may publish the front pages of both languages."""
    if not may_tell_everyone(user):
        raise RightMissing(
            subject, _("For this you need the right to publish the whole site in both languages.")
        )


def _may_publish_below(page: Page, user: AbstractBaseUser, language: str) -> bool:
    """Where the story lacks this language, the right to publish it there counts."""
    for place in page.get_ancestors().order_by("-depth"):
        if version := _versions(place).get(language):
            return bool(version.permissions_for_user(user).can_publish_subpage())
    return False


def _versions(page: Page) -> dict[str, Page]:
    versions = page.get_translations(inclusive=True).select_related("locale")
    return {version.locale.language_code: version for version in versions}
