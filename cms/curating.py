"""Curating topics and authors in the admin, each person those of their own languages.

Wagtail's snippet views ask for the right on a kind of snippet (8.0); here every view that opens
one snippet asks for the right on that one, and the list shows only what is one's own.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views import snippets as stock
from wagtail.snippets.views.snippets import SnippetViewSet

SEEN = {"add", "change", "delete", "view"}
# The library names its column in the language of whoever starts the server.
STATUS = LiveStatusTagColumn(label=_("Status"))


class OfThisOne:
    """A view of one snippet: the right must hold for this one, in its language."""

    def user_has_permission(self: Any, permission: str) -> bool:
        return self._holds(permission) and super().user_has_permission(permission)  # type: ignore[misc]

    def user_has_any_permission(self: Any, permissions: Any) -> bool:
        return any(self._holds(each) for each in permissions)

    def _holds(self: Any, permission: str) -> bool:
        subject = getattr(self, "object", None)
        if subject is None:
            return True
        policy = self.permission_policy
        return policy.user_has_permission_for_instance(self.request.user, permission, subject)


class InThisLanguage:
    """A form for a new snippet: the right must hold in the language that it would have."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        newborn = self.model(locale=self.locale)
        if not self.permission_policy.user_has_permission_for_instance(
            request.user, "add", newborn
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class OwnIndexView(stock.IndexView):
    def get_base_queryset(self) -> Any:
        mine = self.permission_policy.instances_user_has_any_permission_for(self.request.user, SEEN)
        return super().get_base_queryset().filter(pk__in=mine.values("pk"))


def _of_this_one(view: type) -> type:
    return type(view.__name__, (OfThisOne, view), {})


def _in_this_language(view: type) -> type:
    return type(view.__name__, (InThisLanguage, view), {})


class CuratedViewSet(SnippetViewSet):
    """The snippet screens of a translatable model, held to each person's languages."""

    index_view_class = OwnIndexView
    add_view_class = _in_this_language(stock.CreateView)
    copy_view_class = _in_this_language(stock.CopyView)
    edit_view_class = _of_this_one(stock.EditView)
    delete_view_class = _of_this_one(stock.DeleteView)
    usage_view_class = _of_this_one(stock.UsageView)
    history_view_class = _of_this_one(stock.HistoryView)
    revisions_view_class = _of_this_one(stock.PreviewRevisionView)
    revisions_compare_view_class = _of_this_one(stock.RevisionsCompareView)
    revisions_unschedule_view_class = _of_this_one(stock.RevisionsUnscheduleView)
    unpublish_view_class = _of_this_one(stock.UnpublishView)
