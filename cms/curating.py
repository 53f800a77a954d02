"""Curating topics and authors in the admin, each person those of their own languages.

Wagtail's snippet views ask for the right on a kind of snippet (8.0); here every view that opens
one snippet asks for the right on that one, and the list shows only what is one's own. Its choosers
show the drafts of all to everybody; here a draft is offered to those only who may see it.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser
from wagtail.snippets.views import snippets as stock
from wagtail.snippets.views.snippets import SnippetViewSet

GOES_ALONE = _(
    "It goes live in this language alone, as soon as it is published. Its version in the other "
    "language does not wait for it, and it does not wait for that one."
)
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


class OfferedObjects:
    """What readers see, and of the drafts those of one's own languages."""

    def get_object_list(self: Any) -> QuerySet[Any]:
        return _offered_to(self.request.user, super().get_object_list())  # type: ignore[misc]


class OfferedObject:
    """One or several of them, which a chooser has named."""

    def get_object(self: Any, pk: str) -> Any:
        return _offered_to(self.request.user, self.model_class.objects.all()).get(pk=_number(pk))

    def get_objects(self: Any, pks: list[str]) -> QuerySet[Any]:
        offered = _offered_to(self.request.user, self.model_class.objects.all())
        return offered.filter(pk__in=[_number(pk) for pk in pks])


def _offered_to(user: Any, snippets: QuerySet[Any]) -> QuerySet[Any]:
    policy = policy_registry.get_by_type(snippets.model)
    mine = policy.instances_user_has_any_permission_for(user, SEEN)
    return snippets.filter(Q(live=True) | Q(pk__in=mine.values("pk")))


def _number(pk: str) -> int:
    """Nothing has number 0, so what is no number finds nothing."""
    return int(pk) if pk.isdecimal() and len(pk) < 18 else 0


class ChooseView(OfferedObjects, chooser.ChooseView):
    pass


class ChooseResultsView(OfferedObjects, chooser.ChooseResultsView):
    pass


class ChosenView(OfferedObject, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(OfferedObject, chooser.SnippetChosenMultipleView):
    pass


class CuratedChooserViewSet(chooser.SnippetChooserViewSet):
    """The choosers of a translatable, draftable model."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView


def _of_this_one(view: type) -> type:
    return type(view.__name__, (OfThisOne, view), {})


def _in_this_language(view: type) -> type:
    return type(view.__name__, (InThisLanguage, view), {})


class CuratedViewSet(SnippetViewSet):
    """The snippet screens of a translatable model, held to each person's languages. A snippet has
    no gate, which its editor says.
    """

    chooser_viewset_class = CuratedChooserViewSet
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

    def get_edit_handler(self) -> Any:
        stock_handler = super().get_edit_handler()
        panels = [HelpPanel(content=GOES_ALONE), *stock_handler.children]
        return ObjectList(panels).bind_to_model(self.model)
