"""The way in: log-in, the second step, setting factors up. django-allauth's views in our frame."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as steps
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse_lazy
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters

from users.adapters import FactorAdapter
from users.second_factor import factors_of, has_second_factor
from users.welcome_view import WelcomeView

INDEX = reverse_lazy("mfa_index")
View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """In the language of the person's profile, once it is known who they are; kept by nobody."""

    @wraps(view)
    @sensitive_post_parameters()
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = request.user.speaks if request.user.is_authenticated else ""
        with translation.override(known or translation.get_language()):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


class Told:
    """A refusal has a status of its own; what was typed stands in the form."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class LoginView(Told, account.LoginView):
    template_name = "users/login.html"


class CodeView(Told, steps.AuthenticateView):
    template_name = "users/code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.stage.login.user
        kinds = set(factors_of(person).values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {"kinds": kinds}


class PasswordAgainView(Told, account.ReauthenticateView):
    template_name = "users/confirm.html"


class CodeAgainView(Told, steps.ReauthenticateView):
    template_name = "users/confirm_code.html"


class PasskeyAgainView(keys.ReauthenticateWebAuthnView):
    template_name = "users/confirm_passkey.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Where allauth leads to the log-in, that would be a way round."""
        for said in form.errors.get("credential", []):
            messages.error(self.request, said)
        return HttpResponseRedirect(self.request.get_full_path())


class FactorsView(steps.IndexView):
    template_name = "users/factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(factors_of(self.request.user))
        mine = [
            {"row": row, "name": row.wrap().name if row.type == Authenticator.Type.WEBAUTHN else ""}
            for row in rows
        ]
        return super().get_context_data(**kwargs) | {"factors": mine}


class AddAppView(Told, app.ActivateTOTPView):
    template_name = "users/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"secret": spaced, "is_first": not has_second_factor(self.request.user)}


class AddPasskeyView(Told, keys.AddWebAuthnView):
    template_name = "users/passkey.html"


class RemovePasskeyView(keys.RemoveWebAuthnView):
    template_name = "users/passkey_remove.html"
    success_url = INDEX

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = FactorAdapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(INDEX)
        return super().form_valid(form)


login = framed(LoginView.as_view())
code = framed(CodeView.as_view())
welcome = framed(WelcomeView.as_view())
password_again = framed(PasswordAgainView.as_view())
code_again = framed(CodeAgainView.as_view())
passkey_again = framed(PasskeyAgainView.as_view())
factors = framed(FactorsView.as_view())
add_app = framed(AddAppView.as_view())
remove_app = framed(app.DeactivateTOTPView.as_view(template_name="users/app_remove.html"))
add_passkey = framed(AddPasskeyView.as_view())
remove_passkey = framed(RemovePasskeyView.as_view())
codes = framed(recovery.ViewRecoveryCodesView.as_view(template_name="users/codes.html"))
new_codes = framed(recovery.GenerateRecoveryCodesView.as_view(template_name="users/codes_new.html"))
