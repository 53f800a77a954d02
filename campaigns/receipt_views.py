"""The public page where a code from a rally takes a signature back. It never tells which exist."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from redis.exceptions import RedisError

from campaigns.receipt_codes import LENGTH, TooManyTries, clean_code, count_try, withdraw_by_code
from cms.answering import answer, see_other
from vault.origins import is_from_our_pages


class ReceiptForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=40,
        help_text=gettext_lazy("Ten letters and digits, as they stood on the tablet or on paper."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Please type your code.")},
    )

    def clean_code(self) -> str:
        code = clean_code(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(_("A code has ten letters and digits."))
        return code


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class ReceiptView(View):
    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        return self.show(request, ReceiptForm())

    def post(self, request: HttpRequest, language: str) -> HttpResponse:
        form = ReceiptForm(request.POST)
        if not is_from_our_pages(request):
            said = _("This form was sent from another site. Please send it from here.")
            return self.refuse(request, form, said, HTTPStatus.FORBIDDEN)
        if not form.is_valid():
            return self.show(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            count_try(request)
        except TooManyTries:
            said = _("That was too many codes from this network. Please try again in an hour.")
            return self.refuse(request, form, said, HTTPStatus.TOO_MANY_REQUESTS)
        except RedisError:
            said = _("This does not work right now. Please try again in a moment.")
            return self.refuse(request, form, said, HTTPStatus.SERVICE_UNAVAILABLE)
        withdraw_by_code(form.cleaned_data["code"])
        return see_other(reverse(f"receipt-done-{language}"))

    def refuse(
        self, request: HttpRequest, form: ReceiptForm, said: str, status: int
    ) -> HttpResponse:
        form.add_error(None, said)
        return self.show(request, form, status=status)

    def show(self, request: HttpRequest, form: ReceiptForm, *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {"form": form}
        title = _("Take back a signature given in person")
        return answer(request, "campaigns/receipt.html", context, title=title, status=status)


class ReceiptDoneView(View):
    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        title = _("Your code was taken")
        return answer(request, "campaigns/receipt_done.html", {}, title=title)
