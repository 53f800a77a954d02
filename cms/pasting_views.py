"""Pasting a whole text: paste, check, keep. Without JavaScript, and nothing kept in between."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy, ngettext

from cms.admitting import EntryRefused
from cms.pasting import keep_pasted, propose
from cms.translation_views import TranslationView


def typed_in(data: QueryDict) -> dict[int, str]:
    """The pieces of a form: `t-12` is the text of piece 12."""
    found = {}
    for name, value in data.items():
        number = name.removeprefix("t-")
        if name.startswith("t-") and number.isascii() and number.isdecimal() and len(number) < 19:
            found[int(number)] = str(value)
    return found


class PasteView(TranslationView):
    title = gettext_lazy("Paste a whole text")
    template = "cms/admin/paste.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show({"text": ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.keep(request) if "keep" in request.POST else self.propose(request)

    def propose(self, request: HttpRequest) -> HttpResponse:
        text = request.POST.get("text", "")
        try:
            rows, leftovers = propose(self.translation, text, by=request.user)
        except EntryRefused as refusal:
            context: dict[str, Any] = {"text": text, "refusal": str(refusal)}
            return self.show(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.show({"rows": rows, "leftovers": leftovers, "text": text})

    def keep(self, request: HttpRequest) -> HttpResponse:
        outcome, refused = keep_pasted(self.translation, typed_in(request.POST), by=request.user)
        kept = ngettext("%(count)d piece kept.", "%(count)d pieces kept.", outcome.kept) % {
            "count": outcome.kept
        }
        if refused:
            context = {"rows": refused, "leftovers": [], "text": "", "kept": kept}
            return self.show(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.back(kept)
