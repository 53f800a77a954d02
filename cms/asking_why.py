"""The door to publishing all the same: what is missing, one field for the reason, one button."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from cms.guarding import Guarded
from cms.insisting import insist, missing_from
from cms.overriding import OVERRIDE
from cms.publishing import may_override
from cms.refusing import Refused

REASON_LENGTH = 300  # characters


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why publish it all the same?"),
        help_text=gettext_lazy("Stands in its history with your name. Readers never see it."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def way_around(refusal: Refused, user: Any) -> str | None:
    """The address at which this person may insist; None where no reason would help."""
    subject = refusal.subject
    if not refusal.may_be_overridden or subject.pk is None or not may_override(subject, user):
        return None
    stored = type(subject).objects.filter(pk=subject.pk).first()
    if stored is None or getattr(stored, "workflow_in_progress", False):
        return None
    kind = ContentType.objects.get_for_model(subject)
    return reverse("publish_anyway", args=[kind.pk, subject.pk])


def publish_anyway(request: HttpRequest, kind: int, pk: int) -> HttpResponse:
    subject = _subject(kind, pk)
    desk = AdminURLFinder(request.user).get_edit_url(subject) or reverse("wagtailadmin_home")
    missing = missing_from(subject, user=request.user)
    if not missing:
        messages.info(request, _("Nothing is missing any more. Publish it here."))
        return redirect(desk)
    form = WhyForm(request.POST or None)
    if form.is_valid() and _was_published(request, subject, form.cleaned_data["reason"]):
        return redirect(desk)
    context = {"form": form, "subject": subject, "missing": missing, "desk": desk}
    return render(request, "cms/publish_anyway.html", context)


def _was_published(request: HttpRequest, subject: Any, reason: str) -> bool:
    try:
        insist(subject, user=request.user, because=reason)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, _("Published. Your reason stands in the history."))
    return True


def _subject(kind: int, pk: int) -> Any:
    model = get_object_or_404(ContentType, pk=kind).model_class()
    if model is None or not issubclass(model, Guarded):
        raise Http404
    found = get_object_or_404(model, pk=pk)
    return found.specific if isinstance(found, Page) else found


@hooks.register("register_admin_urls")
def open_the_door() -> list[URLPattern]:
    return [path("publish-anyway/<int:kind>/<int:pk>/", publish_anyway, name="publish_anyway")]


@hooks.register("register_log_actions")
def name_the_override(actions: Any) -> None:
    @actions.register_action(OVERRIDE)
    class OverrideFormatter(LogFormatter):
        label = gettext_lazy("Published with something missing")

        def format_message(self, log_entry: Any) -> str:
            facts = {
                "missing": " ".join(log_entry.data.get("missing", [])),
                "reason": log_entry.data.get("reason", ""),
            }
            return _("Published with something missing. %(missing)s Reason: %(reason)s") % facts
