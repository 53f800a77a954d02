"""The segment editor's own addresses: what its program puts there is cleaned as everywhere else.

Its screen (wagtail-localize 1.14.5) tells a person why a piece was refused only where the answer
is 200 and the piece carries an `error`. Such a piece has not been kept.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation
from wagtail_localize.views import edit_translation as library

from cms.diverting import DiversionRefused, check_diversion
from cms.segmenting import Credit, Place, TextRefused, checked, keep, places_of


def edit_string(request: HttpRequest, **facts: Any) -> HttpResponse:
    """Ours where a text is put; the library's where it is taken back."""
    view = _put_string if request.method == "PUT" else library.edit_string_translation
    return view(request, **facts)


def edit_override(request: HttpRequest, **facts: Any) -> HttpResponse:
    view = _put_override if request.method == "PUT" else library.edit_override
    return view(request, **facts)


def refused_piece(pk: int, typed: str, why: str) -> JsonResponse:
    """A piece as the segment editor reads it: still as typed, and why it is not kept."""
    return JsonResponse({"segment_id": pk, "data": typed, "comment": "", "error": why})


def _is_of_staff(view: Any) -> Any:
    """As the library's own: JSON, a session, and Django's token against forged requests."""
    view = authentication_classes([SessionAuthentication])(view)
    return api_view(["PUT"])(permission_classes([IsAuthenticated])(view))


@_is_of_staff
def _put_string(request: Any, translation_id: int, string_segment_id: int) -> Any:
    translation = get_object_or_404(Translation, pk=translation_id)
    place, typed = _place(translation, string_segment_id), request.POST["value"].strip()
    try:
        data = checked(place, typed) if typed else ""
    except TextRefused as refusal:
        return refused_piece(place.pk, typed, str(refusal))
    keep(translation, place, data, Credit(user=request.user))
    if not data:
        return Response({"segment_id": place.pk, "data": "", "comment": "", "error": None})
    kept = StringTranslation.objects.get(
        translation_of_id=place.string_id,
        context_id=place.context_id,
        locale_id=translation.target_locale_id,
    )
    context = {"translation_source": translation.source}
    answer = library.StringTranslationSerializer(kept, context=context).data
    return Response(answer, status=200 if place.data else 201)


@_is_of_staff
def _put_override(request: Any, translation_id: int, overridable_segment_id: int) -> Any:
    translation = get_object_or_404(Translation, pk=translation_id)
    segment = get_object_or_404(
        translation.source.overridablesegment_set, pk=overridable_segment_id
    )
    typed = request.POST["value"].strip()
    try:
        check_diversion(segment, typed)
    except DiversionRefused as refusal:
        return refused_piece(segment.pk, typed, str(refusal))
    kept, is_new = SegmentOverride.objects.update_or_create(
        locale_id=translation.target_locale_id,
        context_id=segment.context_id,
        defaults={"data_json": json.dumps(typed), "last_translated_by": request.user},
    )
    context = {"translation_source": translation.source}
    answer = library.SegmentOverrideSerializer(kept, context=context).data
    return Response(answer, status=201 if is_new else 200)


def _place(translation: Translation, pk: int) -> Place:
    for place in places_of(translation):
        if place.pk == pk:
            return place
    raise Http404
