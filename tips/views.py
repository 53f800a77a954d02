"""The doors of the tip line. No cookie, no script, no session; answers to a person are
`no-store`.
"""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from cms.answering import see_other, unkept
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.pausing import refuse
from cms.reading import Head, set_head
from tips.addresses import thanks_url, tips_url
from tips.codes import spaced
from tips.days import KEPT_DAYS, MOST_DAYS, TIP_DAYS
from tips.forms import TipForm
from tips.limiting import TooManyTips, count_tip
from tips.lines import TipLine
from tips.taking import take
from vault.answers import AnswerGone, open_typed, seal_typed
from vault.origins import is_from_our_pages
from vault.switches import Switch, SwitchedOff

ANSWER = "tips.answer|code"
FOREIGN = gettext_lazy(
    "This form was sent from another site. Nothing was stored. Please send it from here."
)
TOO_MANY = gettext_lazy(
    "Many messages came from your network within the hour, so this one was not stored. What you "
    "wrote is still here: send it again in an hour, or take one of the safer ways above."
)
CLOSED = gettext_lazy(
    "The tip line was closed just now, so this was not stored. What you wrote is still here: copy "
    "it if you need it."
)


class NoFiles(FileUploadHandler):
    """The line takes text only: a file that comes along never reaches the disk."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        raise SkipFile

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class TipsView(View):
    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        """The same for everybody: caches may keep it."""
        line = TipLine.objects.switched_on().first()
        if line is None:
            raise Http404
        return _page(request, line, TipForm(auto_id="tip_%s"), language)

    def post(self, request: HttpRequest, language: str) -> HttpResponse:
        request.upload_handlers = [NoFiles()]
        form, line = TipForm(request.POST, auto_id="tip_%s"), TipLine.objects.switched_on().first()
        status = _refusal(request, form, line)
        if status is not None:
            return unkept(_page(request, line, form, language, status=status))
        try:
            code = take(form.wish(language))
        except SwitchedOff:
            status = refuse(form, Switch.TIPS)
            return unkept(_page(request, line, form, language, status=status))
        return see_other(thanks_url(seal_typed({"code": code}, bound_to=ANSWER), language))


class ThanksView(View):
    """Shows the receipt code. Its address says nothing, and leads nowhere after an hour."""

    def get(self, request: HttpRequest, language: str, token: str) -> HttpResponse:
        try:
            code = open_typed(token, bound_to=ANSWER).fields["code"]
        except AnswerGone:
            return see_other(tips_url(language))
        switch = _in_languages(lambda each: thanks_url(token, each), language)
        set_head(request, Head(_("Your tip is here"), offered=switch, is_indexable=False))
        context = {"code": spaced(code), "days": TIP_DAYS, "back": f"/{language}/"}
        return unkept(render(request, "tips/thanks.html", context))


def _refusal(request: HttpRequest, form: TipForm, line: TipLine | None) -> HTTPStatus | None:
    """Why nothing is stored, said in the form; None where nothing stands against it."""
    if not is_from_our_pages(request):
        form.add_error(None, FOREIGN)
        return HTTPStatus.FORBIDDEN
    if not _is_open(line):
        form.add_error(None, CLOSED)
        return HTTPStatus.GONE
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        count_tip(request)
    except TooManyTips:
        form.add_error(None, TOO_MANY)
        return HTTPStatus.TOO_MANY_REQUESTS
    return None


def _is_open(line: Any) -> bool:
    return line is not None and line.has_reader


def _page(
    request: HttpRequest, line: TipLine | None, form: TipForm, language: str, *, status: int = 200
) -> HttpResponse:
    is_fresh, is_open = not form.is_bound, _is_open(line)
    head = Head(
        _("Send us a tip"),
        _("Safer ways to tell our newsroom something, and a form for what can go over the web."),
        alternates=_in_languages(tips_url, language) if is_fresh else [],
        offered=[] if is_fresh else _in_languages(tips_url, language),
        is_indexable=is_fresh and is_open,
        has_subscribe_form=False,
    )
    set_head(request, head)
    context = {
        "form": form if is_open or form.is_bound else None,
        "line": line,
        "in_person": line.in_person(language) if line else "",
        "action": tips_url(language),
        "clock": {"days": TIP_DAYS, "kept": KEPT_DAYS, "most": MOST_DAYS},
    }
    return render(request, "tips/page.html", context, status=status)


def _in_languages(address: Any, language: str) -> list[dict[str, Any]]:
    return [
        {
            "language": code,
            "label": NATIVE_NAMES[code],
            "url": settings.BASE_URL + address(code),
            "is_current": code == language,
        }
        for code in LANGUAGES
    ]
