"""The doors of "tell me when". No cookie, no session; every answer to a person is `no-store`."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from alerts.addresses import told_url
from alerts.asking import ask
from alerts.sweeping import KEEP_DAYS
from cms.answering import answer, see_other, unkept
from cms.courtesy import AlreadyThere, Missing, courtesy_page, missing_version
from cms.pausing import refuse
from cms.wishing import WishForm
from vault.origins import is_from_our_pages
from vault.switches import Switch, SwitchedOff


def again(request: HttpRequest, missing: Missing, form: WishForm, *, status: int) -> HttpResponse:
    """The courtesy page with what was typed still in its form."""
    return unkept(courtesy_page(request, missing, form=form, status=status))


class MissingView(View):
    """What both doors ask first: is the version still missing? If not, the reader is led to it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            missing = missing_version(kwargs["translation_key"], kwargs["language"])
        except AlreadyThere as there:
            return see_other(there.url)
        return super().dispatch(request, missing)


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class TellView(MissingView):
    def get(self, request: HttpRequest, missing: Missing) -> HttpResponse:
        return see_other(missing.url)

    def post(self, request: HttpRequest, missing: Missing) -> HttpResponse:
        form = WishForm(request.POST, auto_id="tell_%s")
        if not is_from_our_pages(request):
            form.add_error(
                None, _("This form was sent from another site. Please send it from here.")
            )
            return again(request, missing, form, status=HTTPStatus.FORBIDDEN)
        if not form.is_valid():
            return again(request, missing, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        key, language = missing.original.translation_key, missing.index.locale.language_code
        try:
            ask(key, language=language, address=form.cleaned_data["email"])
        except SwitchedOff:
            return again(request, missing, form, status=refuse(form, Switch.SUBSCRIBING))
        return see_other(told_url(key, language))


class ToldView(MissingView):
    """The same for a known and an unknown address: it says what will happen, not to whom."""

    def get(self, request: HttpRequest, missing: Missing) -> HttpResponse:
        context = {
            "language": missing.index.language(),
            "url": missing.url,
            "days": KEEP_DAYS,
        }
        return answer(request, "alerts/told.html", context, title=_("We will tell you"))
