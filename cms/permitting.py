"""Permitting: topics and authors belong to a language, as pages do by their place in the tree.

Wagtail's right to change a kind of snippet holds for every language. Here it holds in those
languages only in which the person has the like right on pages: translators into Spanish change
Spanish topics, and no right on pages means no right on snippets.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

# The right on pages that a right on snippets goes with; a translator's is "change".
PAGE_RIGHT = {"add": "add", "delete": "publish", "publish": "publish"}


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
    """The locales in which this person has this right on some page."""
    places = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, action)
    return set(places.filter(depth__gt=1).order_by().values_list("locale_id", flat=True).distinct())
