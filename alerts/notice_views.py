"""The screen from which subscribers are told of a story; views only translate HTTP."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from alerts.mail_preview import shown_alone
from alerts.matching import fresh_posts
from alerts.notice_desk import facts_of
from alerts.notifying import (
    AlreadyTold,
    NothingToTell,
    TooLate,
    leave_out,
    notice_of,
    notify,
    take_back,
)
from alerts.story_mail import notice_draft
from cms.languages import LANGUAGES
from cms.rights import check_may_tell
from news.models import PostPage


class NoticeForm(forms.Form):
    is_wanted = forms.BooleanField(label=gettext_lazy("Tell subscribers of this story"))


class DigestForm(forms.Form):
    is_left_out = forms.BooleanField(
        label=gettext_lazy("Leave this story out of digests"), required=False
    )


def tell(request: HttpRequest, page_pk: int) -> HttpResponse:
    page = _story(request, page_pk)
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            notify(page, by=request.user)  # type: ignore[arg-type]
        except AlreadyTold:
            messages.warning(request, _("Subscribers were told of this story already."))
        except NothingToTell:
            messages.warning(request, _("No version of this story can be told of now."))
        else:
            messages.success(request, _("It leaves in ten minutes. Until then you can cancel."))
        return redirect("alerts_notice", page_pk)
    facts = facts_of(page) | {"page": page, "form": form}
    digest_form = DigestForm(initial={"is_left_out": facts["is_left_out"]})
    status = 422 if form.is_bound else 200
    return render(
        request, "alerts/desk/notice.html", facts | {"digest_form": digest_form}, status=status
    )


@require_POST
def stop(request: HttpRequest, page_pk: int) -> HttpResponse:
    page = _story(request, page_pk)
    notice = notice_of(page.translation_key)
    try:
        if notice is None:
            raise TooLate(page_pk)
        take_back(notice, page, by=request.user)  # type: ignore[arg-type]
    except TooLate:
        messages.warning(request, _("There is nothing left to stop."))
    else:
        messages.success(request, _("Stopped: nobody else gets it."))
    return redirect("alerts_notice", page_pk)


@require_POST
def choose_digests(request: HttpRequest, page_pk: int) -> HttpResponse:
    page, form = _story(request, page_pk), DigestForm(request.POST)
    if form.is_valid():
        leave_out(page, is_left_out=form.cleaned_data["is_left_out"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
    return redirect("alerts_notice", page_pk)


def preview(request: HttpRequest, page_pk: int, language: str) -> HttpResponse:
    page = _story(request, page_pk)
    if language not in LANGUAGES:
        raise Http404
    post = get_object_or_404(fresh_posts(language), translation_key=page.translation_key)
    return shown_alone(notice_draft(post, language), language, {})


def _story(request: HttpRequest, page_pk: int) -> PostPage:
    """Raises cms.publishing.RightMissing."""
    page = get_object_or_404(PostPage, pk=page_pk)
    check_may_tell(page, request.user)  # type: ignore[arg-type]
    return page
