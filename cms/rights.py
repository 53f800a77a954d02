"""Who may speak to readers of both languages at once."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.languages import LANGUAGES
from cms.permitting import may_publish_all
from cms.publishing import RightMissing


def check_may_tell(
    page: Page, user: AbstractBaseUser, languages: Iterable[str] = LANGUAGES
) -> None:
    """Raises RightMissing unless the person may publish this story in each of these languages."""
    if not may_publish_all(page, user, languages):
        raise RightMissing(page, _("For this you need the right to publish in both languages."))


def may_tell_everyone(user: AbstractBaseUser) -> bool:
    """May speak on every page: publishes the front pages of both languages.

    Asked by several items of one menu, so the answer is kept on the person for the request.
    """
    if not hasattr(user, "_may_tell_everyone"):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        answer = site is not None and may_publish_all(site.root_page, user)
        user._may_tell_everyone = answer  # type: ignore[attr-defined]
    return bool(user._may_tell_everyone)  # type: ignore[attr-defined]


def check_may_tell_everyone(user: AbstractBaseUser, subject: Any) -> None:
    """Raises RightMissing unless the person may publish the front pages of both languages."""
    if not may_tell_everyone(user):
        raise RightMissing(
            subject, _("For this you need the right to publish the whole site in both languages.")
        )
