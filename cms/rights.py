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
    return all(_may_publish(page, user, language) for language in languages)


def may_tell_everyone(user: AbstractBaseUser) -> bool:
    """May speak on every page: publishes the front pages of both languages."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site is not None and may_tell(site.root_page, user)


def check_may_tell_everyone(user: AbstractBaseUser, subject: Any) -> None:
    """Raises RightMissing unless the person may publish the front pages of both languages."""
    if not may_tell_everyone(user):
        raise RightMissing(
            subject, _("For this you need the right to publish the whole site in both languages.")
        )


def _may_publish(page: Page, user: AbstractBaseUser, language: str) -> bool:
    """Where the story lacks this language, the right to publish it there counts."""
    for place in (page, *page.get_ancestors().order_by("-depth")):
        versions = place.get_translations(inclusive=True)
        version = versions.filter(locale__language_code=language).first()
        if version is not None:
            rights = version.permissions_for_user(user)
            return rights.can_publish() if place == page else rights.can_publish_subpage()
    return False
