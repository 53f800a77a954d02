"""How django-allauth behaves here: nobody signs up, secrets are sealed, nothing is mailed."""

import base64
import binascii
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from users.models import User
from users.second_factor import factors_of, has_second_factor
from vault.sealing import CannotUnseal, house_keys, seal, unseal

BOUND = "mfa_authenticator|secret"


class AccountAdapter(DefaultAccountAdapter):
    """Logging in by name and password, then the second step."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("Name or password is not right."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not right. Wait for the next one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home")

    def is_safe_url(self, url: str) -> bool:
        """Only to the newsroom, on this host."""
        return super().is_safe_url(url) and urlsplit(url).path.startswith("/admin/")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Not on the way to the first factor: the password was given a moment ago."""
        return self.request is None or has_second_factor(self.request.user)

    def add_message(  # noqa: PLR0913
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What was done shows on the screen that follows; only refusals need a sentence."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Its mails name an address of the network and a browser."""


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: sealed at rest, never fewer than one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right. Wait for the next one."),
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second factor. Add another one first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, keys=house_keys(), bound_to=BOUND)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises CannotUnseal."""
        try:
            sealed = base64.b64decode(encrypted_text, validate=True)
        except binascii.Error as error:
            raise CannotUnseal(BOUND) from error
        return unseal(sealed, keys=house_keys(), bound_to=BOUND)

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        site = Site.objects.filter(is_default_site=True).first()
        return (site and site.site_name) or settings.WAGTAIL_SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, micro=False).svg_inline(border=3, light="#fff", omitsize=True)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return _("Passkey %(number)s") % {"number": factors_of(user).filter(type=type).count() + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose keys these are: the site's of the settings, not of who asks under which name."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """A number and the name they log in with; no address."""
        name = user.get_username()
        return {"id": str(user.pk).encode(), "display_name": user.called, "name": name}
