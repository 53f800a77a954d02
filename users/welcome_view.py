"""Where an invitation leads: a look uses nothing up, the password does."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views import View

from users.forms import WelcomeForm
from users.inviting import InvitationUsed, accept, invitation_of
from vault.tokens import TokenExpired, TokenUnknown


class WelcomeView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.invitation = invitation_of(kwargs["token"])
            person = self.invitation.user
            with translation.override(person.speaks or translation.get_language()):
                response: Any = super().dispatch(request, *args, **kwargs)
        except (InvitationUsed, TokenExpired):
            response = render(request, "users/welcome_dead.html", status=HTTPStatus.GONE)
        except TokenUnknown:
            response = render(request, "users/welcome_dead.html", status=HTTPStatus.NOT_FOUND)
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(WelcomeForm(self.invitation.user))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = WelcomeForm(self.invitation.user, request.POST)
        if not form.is_valid():
            return self.show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        user = accept(self.invitation, form.cleaned_data["password"])
        user.backend = "django.contrib.auth.backends.ModelBackend"
        if request.user.is_authenticated:
            request.session.flush()
        names = {"username": user.get_username()}
        return perform_password_login(request, names, Login(user=user))

    def show(self, form: WelcomeForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        person = self.invitation.user
        context = {"form": form, "username": person.get_username(), "name": person.called}
        return render(self.request, "users/welcome.html", context, status=status)
