"""Asking once, when a published original changes: what does this mean for its translation?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.views import View
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Revision

from cms.freshness import judge, leaves_behind
from cms.guarding import Guarded
from cms.pairs import Draft
from cms.permitting import may_publish


@hooks.register("before_publish_page", order=-1)
def ask_about_a_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved by now; the answer publishes that very revision."""
    return _question(page.latest_revision)


@hooks.register("before_publish", order=-1)
def ask_about_a_snippet(request: HttpRequest, snippet: Any) -> HttpResponse | None:
    if isinstance(snippet, Page) or not hasattr(snippet, "latest_revision"):
        return None
    return _question(snippet.latest_revision)


def _question(revision: Revision | None) -> HttpResponse | None:
    if revision is None or Draft.objects.filter(revision=revision).exclude(change="").exists():
        return None
    if not isinstance(revision.content_object, Guarded) or not leaves_behind(revision):
        return None
    return redirect("cms_change", revision.pk)


class ChangeView(View):
    """One question, three buttons; each publishes the draft that the question is about."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.revision = get_object_or_404(Revision, pk=kwargs["revision_id"])
        self.subject = self.revision.content_object
        if not isinstance(self.subject, Guarded):
            raise PermissionDenied
        if not may_publish(self.subject, request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        self.edit_url = AdminURLFinder(request.user).get_edit_url(self.subject)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, revision_id: int) -> HttpResponse:
        return self._outdated() or self._asked(status=200)

    def post(self, request: HttpRequest, revision_id: int) -> HttpResponse:
        if outdated := self._outdated():
            return outdated
        if request.POST.get("change") not in Draft.Change:
            return self._asked(status=400)
        judge(self.revision, request.POST["change"])
        self.revision.publish(user=request.user)
        self.subject.refresh_from_db()
        is_live = self.subject.live_revision_id == self.revision.pk
        messages.success(request, _("Published.") if is_live else _("Scheduled."))
        return self._asked_next(request) or redirect(self.edit_url)

    def _asked_next(self, request: HttpRequest) -> HttpResponse | None:
        """As after publishing in the stock editor: others may have a question of their own."""
        if isinstance(self.subject, Page):
            for ask in hooks.get_hooks("after_publish_page"):
                if isinstance(answer := ask(request, self.subject), HttpResponse):
                    return answer
        return None

    def _asked(self, *, status: int) -> HttpResponse:
        context = {"subject": self.subject, "revision": self.revision, "edit_url": self.edit_url}
        return render(self.request, "cms/admin/change.html", context, status=status)

    def _outdated(self) -> HttpResponse | None:
        """A second press of the button finds it live; a newer draft has its own question."""
        if self.subject.live_revision_id == self.revision.pk:
            messages.success(self.request, _("Published."))
        elif self.subject.latest_revision_id != self.revision.pk:
            messages.warning(
                self.request, _("The draft has changed since. Publish it again from here.")
            )
        else:
            return None
        return redirect(self.edit_url)


@hooks.register("register_admin_urls")
def register_the_question() -> list[URLPattern]:
    return [path("change/<int:revision_id>/", ChangeView.as_view(), name="cms_change")]
