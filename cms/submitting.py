"""Submitting for translation and syncing, by those who may edit the original.

wagtail-localize (1.14.5) asks for `submit_translation`, a right without a place: with it one could
send, and so read, a draft that one may not edit.
"""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.admin import messages
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.admitting import EntryRefused, check_reading, check_subtree, check_writing
from cms.refusing import PublicationRefused


class ParentMissing(EntryRefused):
    """The page above has no version in that language, so this one has no place there."""


class SubmitPage(SubmitPageTranslationView):
    def get_object(self) -> Any:
        page = super().get_object()
        check_reading(page, self.request.user)
        return page

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["include_subtree"]:
            check_subtree(self.object, self.request.user)
        try:
            return super().form_valid(form)
        except ParentNotTranslatedError as missing:
            why = _("Translate the page above this one first.")
            raise ParentMissing(self.object, why) from missing


class SubmitSnippet(SubmitSnippetTranslationView):
    def get_object(self) -> Any:
        snippet = super().get_object()
        check_reading(snippet, self.request.user)
        return snippet


class Sync(UpdateTranslationsView):
    """The newest text goes to the translators; "publish immediately" asks for each language."""

    def get_object(self) -> Any:
        source = super().get_object()
        try:
            check_reading(source.get_source_instance(), self.request.user)
        except ObjectDoesNotExist as missing:
            raise Http404 from missing
        return source

    def form_valid(self, form: Any) -> HttpResponse:
        running = self.object.translations.filter(enabled=True).select_related("target_locale")
        if form.cleaned_data.get("use_machine_translation") and get_machine_translator():
            for translation in running:
                check_writing(translation.get_target_instance(), self.request.user)
        is_to_publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        if is_to_publish:
            for translation in running:
                self._publish(translation)
        return response

    def _publish(self, translation: Translation) -> None:
        """One language that is refused holds up no other, and keeps the synced text. What only
        waits has been kept as ready: no transaction around it would undo that.
        """
        try:
            translation.save_target(user=self.request.user, publish=True)
        except PublicationRefused as refusal:
            messages.warning(self.request, self._about(translation, str(refusal)))
        except ValidationError as error:
            messages.warning(self.request, self._about(translation, " ".join(error.messages)))

    @staticmethod
    def _about(translation: Translation, said: str) -> str:
        return f"{translation.target_locale.get_display_name()}: {said}"
