"""The desk's doors to a translation: write it freely, paste, upload, draft, share, review."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import Translation

from cms.adapting import adapt, mark_same, translate_again
from cms.admitting import check_reading
from cms.drafting import draft
from cms.porting import import_po
from cms.proofreading import mark_reviewed
from cms.repeating import repeated_texts


class TranslationView(View):
    """Finds the translation of the address, for whoever may edit its target."""

    title: str | Promise = ""
    template = "cms/admin/confirm.html"

    def dispatch(self, request: HttpRequest, translation_id: int, **facts: Any) -> HttpResponseBase:
        translations = Translation.objects.select_related("source", "target_locale")
        self.translation = get_object_or_404(translations, pk=translation_id)
        try:
            self.subject = self.translation.get_target_instance()
        except ObjectDoesNotExist as error:
            raise Http404 from error
        check_reading(self.subject, request.user)
        return super().dispatch(request, **facts)

    def show(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        facts = {
            "title": self.title,
            "subject": self.subject,
            "translation": self.translation,
            "edit_url": self.edit_url(),
        }
        return render(self.request, self.template, facts | context, status=status)

    def edit_url(self) -> str:
        return AdminURLFinder(self.request.user).get_edit_url(self.subject) or "/admin/"

    def back(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        return redirect(self.edit_url())


class ConfirmedView(TranslationView):
    """A page that says what will happen, and a button that does it."""

    sentences: tuple[str | Promise, ...] = ()
    button: str | Promise = ""
    done: str | Promise = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show({"sentences": self.sentences, "button": self.button})

    def post(self, request: HttpRequest) -> HttpResponse:
        self.deed(request)
        return self.back(str(self.done))

    def deed(self, request: HttpRequest) -> None:
        raise NotImplementedError


class AdaptView(ConfirmedView):
    title = gettext_lazy("Write this version freely")
    sentences = (
        gettext_lazy("The page opens in the ordinary editor, with what is translated so far."),
        gettext_lazy(
            "You can add, drop and reorder. The two versions stay a pair; changes of the original "
            "no longer arrive here piece by piece."
        ),
        gettext_lazy("It goes live once no text is left that the original has too."),
    )
    button = gettext_lazy("Write it freely")
    done = gettext_lazy("This version is now written freely.")

    def deed(self, request: HttpRequest) -> None:
        adapt(self.subject, by=request.user)


class StopView(AdaptView):
    """wagtail-localize's own "stop" leads to the same deed."""

    http_method_names = ["post", "options"]


class AgainView(ConfirmedView):
    title = gettext_lazy("Translate piece by piece again")
    sentences = (
        gettext_lazy("The pieces translated before are the draft again. They replace your text."),
        gettext_lazy("Your text stays in the page's history, as it was last saved."),
    )
    button = gettext_lazy("Translate piece by piece")
    done = gettext_lazy("This version is translated piece by piece again.")

    def deed(self, request: HttpRequest) -> None:
        translate_again(self.subject, by=request.user)


class ReviewedView(ConfirmedView):
    title = gettext_lazy("I have read all of it")
    sentences = (
        gettext_lazy(
            "A machine drafted this version. Readers see a notice until a person has read it."
        ),
        gettext_lazy("Confirm that you have compared every piece with the original."),
    )
    button = gettext_lazy("I have read all of it")
    done = gettext_lazy("Noted. The notice for readers goes.")

    def deed(self, request: HttpRequest) -> None:
        mark_reviewed(self.subject, by=request.user)


class SameView(TranslationView):
    """The texts that both versions have: tick those that are rightly the same."""

    title = gettext_lazy("The same in both languages")
    template = "cms/admin/same.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show({"texts": repeated_texts(self.subject.get_latest_revision_as_object())})

    def post(self, request: HttpRequest) -> HttpResponse:
        mark_same(self.subject, request.POST.getlist("same"), by=request.user)
        return self.back(_("Noted."))


class UploadView(TranslationView):
    """Stands in front of wagtail-localize's own upload, which believes what it gets."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        taken = import_po(self.translation, request.FILES.get("file"), by=request.user)
        return self.back(str(taken))


class DraftView(TranslationView):
    """Stands in front of wagtail-localize's own machine translation, which marks nothing."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        number = draft(self.translation, by=request.user)
        if not number:
            return self.back(_("There was nothing left for a machine to draft."))
        return self.back(
            ngettext(
                "A machine drafted %(count)d piece. Please check it.",
                "A machine drafted %(count)d pieces. Please check them.",
                number,
            )
            % {"count": number}
        )
