"""wagtail-localize's own doors, each with a keeper in front.

The first address that matches wins, so these stand in front of the library's (1.14.5). Its segment
addresses ignore locks and reviews, and its report shows every draft's title to everybody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation as library
from wagtail_localize.views.snippets_api import SnippetViewSet

from cms.admitting import check_reading, check_ruling, check_writing
from cms.segment_views import edit_override, edit_string
from cms.submitting import SubmitPage, SubmitSnippet, Sync
from cms.translation_views import DraftView, StopView, UploadView

View = Callable[..., Any]
ANY_RIGHT = {"add", "change", "delete", "view"}


def kept(keeper: Callable[[Any, Any], None], view: View) -> View:
    """The view of one translation, after the keeper of its target has let this person in."""

    @wraps(view)
    def keeping(request: HttpRequest, translation_id: int, **facts: Any) -> HttpResponse:
        keeper(_target(translation_id), request.user)
        return view(request, translation_id=translation_id, **facts)

    return keeping


def _target(translation_id: int) -> Any:
    try:
        return get_object_or_404(Translation, pk=translation_id).get_target_instance()
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def following(view: View) -> View:
    """Under review the draft follows what is written, so that it is what gets approved."""

    @wraps(view)
    def followed(request: HttpRequest, translation_id: int, **facts: Any) -> HttpResponse:
        with transaction.atomic():
            response = view(request, translation_id=translation_id, **facts)
            is_reviewed = getattr(_target(translation_id), "workflow_in_progress", False)
            if response.status_code < 400 and is_reviewed:
                translation = Translation.objects.get(pk=translation_id)
                translation.save_target(user=request.user, publish=False)
            return response

    return followed


def writing(view: View) -> View:
    """One segment is written; what cannot be saved is told."""

    @wraps(view)
    def written(request: HttpRequest, translation_id: int, **facts: Any) -> HttpResponse:
        try:
            return following(view)(request, translation_id=translation_id, **facts)
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        except (KeyError, ValueError, DataError):
            return JsonResponse({"error": _("This text cannot be saved.")}, status=400)

    return kept(check_writing, written)


@hooks.register("before_edit_page", order=-20)
@hooks.register("before_edit_snippet", order=-20)
def check_restarting(request: HttpRequest, subject: Any) -> None:
    """The library restarts a stopped translation from within the edit view, without asking."""
    if request.method == "POST" and "localize-restart-translation" in request.POST:
        check_ruling(subject, request.user)


class ViewableSnippets(SnippetViewSet):
    """The snippets that the segment editor offers, to those who may see them at all."""

    def get_queryset(self) -> Any:
        policy = policy_registry.get_by_type(self.get_model())
        return policy.instances_user_has_any_permission_for(self.request.user, ANY_RIGHT)


def _doors_of_one_translation() -> list[URLPattern]:
    return [
        path("strings/<int:string_segment_id>/edit/", writing(edit_string)),
        path("overrides/<int:overridable_segment_id>/edit/", writing(edit_override)),
        path("pofile/download/", kept(check_reading, library.download_pofile)),
        path("pofile/upload/", kept(check_writing, following(UploadView.as_view()))),
        path("machine_translate/", kept(check_writing, following(DraftView.as_view()))),
        path("preview/", kept(check_reading, library.preview_translation)),
        path("preview/<str:mode>/", kept(check_reading, library.preview_translation)),
        path("disable/", kept(check_ruling, StopView.as_view())),
    ]


@hooks.register("register_admin_urls", order=-1)
def stand_in_front() -> list[URLPattern | URLResolver]:
    snippets = "localize/api/snippets/<slug:app_label>/<slug:model_name>/"
    submit = "localize/submit/"
    return [
        path("localize/translate/<int:translation_id>/", include(_doors_of_one_translation())),
        path(f"{submit}page/<int:page_id>/", SubmitPage.as_view()),
        path(
            f"{submit}snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SubmitSnippet.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", Sync.as_view()),
        path(snippets, ViewableSnippets.as_view({"get": "list"})),
        path(f"{snippets}<str:pk>/", ViewableSnippets.as_view({"get": "retrieve"})),
    ]
