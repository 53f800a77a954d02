"""Permitting: who may publish what, and topics and authors as the property of a language.

Wagtail's right to change a kind of snippet holds for every language. Here it holds in those
languages only in which the person has the like right on pages: translators into Spanish change
Spanish topics, and no right on pages means no right on snippets.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from cms.languages import LANGUAGES

# The right on pages that a right on snippets goes with; a translator's is "change".
PAGE_RIGHT = {"add": "add", "delete": "publish", "publish": "publish"}

FRONT_PAGE_DEPTH = 2  # the root is 1; a front page has no parent of its language


class LanguagePermissionPolicy(ModelPermissionPolicy):
    """Django's rights on a translatable model, each in the languages of its owner."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(self._locales(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return instance.locale_id in self._locales(user, action)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        locales = {pk for action in actions for pk in self._locales(user, action)}
        return self.model._default_manager.filter(locale_id__in=locales)

    def _locales(self, user: Any, action: str) -> set[int]:
        if not super().user_has_permission(user, action):
            return set()
        return locales_of(user, PAGE_RIGHT.get(action, "change"))


def locales_of(user: AbstractBaseUser, action: str) -> set[int]:
    """The locales in which this person has this right on some page.

    A screen asks for every kind of snippet, so the answer is kept on the person, as Wagtail keeps
    their rights on pages.
    """
    kept: dict[str, set[int]] = user.__dict__.setdefault("_locales_of", {})
    if action not in kept:
        policy = policy_registry.get_by_type(Page)
        places = policy.instances_user_has_permission_for(user, action).filter(depth__gt=1)
        kept[action] = set(places.order_by().values_list("locale_id", flat=True).distinct())
    return kept[action]


def may_publish(subject: Any, user: AbstractBaseUser) -> bool:
    """Whether this person may publish this page or snippet in its language."""
    if isinstance(subject, Page):
        return subject.permissions_for_user(user).can_publish()
    policy = policy_registry.get(subject)
    return policy.user_has_permission_for_instance(user, "publish", subject)


def may_publish_all(
    subject: Any, user: AbstractBaseUser, languages: Iterable[str] = LANGUAGES
) -> bool:
    """Whether this person may publish every version of a pair, also one that is yet to be made;
    with `languages`, every one in these.
    """
    versions = _by_language(subject)
    if not isinstance(subject, Page):
        return all(_may_publish_snippet(subject, versions, user, each) for each in languages)
    rooms = _rooms_of(subject)
    return all(_may_publish_page(versions.get(each), rooms.get(each), user) for each in languages)


def _may_publish_snippet(
    subject: Any, versions: dict[str, Any], user: AbstractBaseUser, language: str
) -> bool:
    version = versions.get(language)
    if version is None:
        version = type(subject)(locale=Locale.objects.get(language_code=language))
    return may_publish(version, user)


def _may_publish_page(version: Page | None, room: Page | None, user: AbstractBaseUser) -> bool:
    """The version that there is, and its place, which holds one that is yet to be made."""
    if version is not None and not may_publish(version, user):
        return False
    if room is None:
        return version is not None and version.depth <= FRONT_PAGE_DEPTH
    return bool(room.permissions_for_user(user).can_publish_subpage())


def _rooms_of(page: Page) -> dict[str, Page]:
    """In each language the nearest page above; of a front page there is none."""
    rooms: dict[str, Page] = {}
    for place in page.get_ancestors().filter(depth__gte=FRONT_PAGE_DEPTH).order_by("-depth"):
        rooms = _by_language(place) | rooms
        if rooms.keys() >= set(LANGUAGES):
            break
    return rooms


def _by_language(subject: Any) -> dict[str, Any]:
    versions = subject.get_translations(inclusive=True).select_related("locale")
    return {version.locale.language_code: version for version in versions}
