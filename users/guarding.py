"""Nothing of the newsroom answers to a password alone, and nothing but the way in to nobody.

Whoever has no second factor yet is led to where one is set up, and to nothing else. Whoever has one
and did not give it in this session logs in anew.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse

from users.second_factor import gave_second_factor, has_second_factor, see

WAY_IN = ("/admin/login/", "/admin/welcome/")
SET_UP = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "wagtailadmin_logout")


class SecondFactorMiddleware:
    """Behind sessions, before all that looks at who is signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "session"):
            return self.answer(request)
        if request.path_info.startswith("/admin/"):
            return self._guard(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not _is_in(request):
            request.user = AnonymousUser()
        return self.answer(request)

    def _guard(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            is_open = request.path_info.startswith(WAY_IN)
            return self.answer(request) if is_open else _to_the_way_in(request)
        if gave_second_factor(request):
            see(request.session)
            return self.answer(request)
        if has_second_factor(request.user):
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        if request.path_info in _set_up_paths():
            return self.answer(request)
        return HttpResponseRedirect(reverse("mfa_index"))


def _is_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated and gave_second_factor(request)


def _to_the_way_in(request: HttpRequest) -> HttpResponse:
    """A script of the admin's is told so; a person is led there, and back afterwards."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponseForbidden()
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


@lru_cache(maxsize=1)
def _set_up_paths() -> frozenset[str]:
    return frozenset(reverse(name) for name in SET_UP)
