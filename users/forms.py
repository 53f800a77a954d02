"""Forms of the way in: django-allauth's, with our words and our way of counting wrong tries."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as steps
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from users.codes import use_up
from users.locking import count_wrong_code, is_locked

LONGEST = 1_000  # letters of a password
GOOD_PASSWORD = _("Eight or more characters; a whole sentence is good.")
# What a library says of a key's answer that no key gave.
MALFORMED = (
    *(KeyError, TypeError, ValueError, AttributeError, IndexError, AssertionError),
    *(NotImplementedError, struct.error),
)


def password_field(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST, **more)


def code_field() -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=_("Code"), widget=widget, max_length=40)


class LoginForm(account.LoginForm):
    password = password_field(_("Password"), "current-password")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Username")
        login.widget.attrs = {"autocomplete": "username webauthn", "autocapitalize": "none"}
        login.widget.attrs |= {"spellcheck": "false", "autofocus": True}


class PasswordAgainForm(account.ReauthenticateForm):
    password = password_field(_("Password"), "current-password")


class CountedCode(steps.BaseAuthenticateForm):
    """A code that is used up by being right, and counts against the lock when it is wrong."""

    code = code_field()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if is_locked(self.user):
            raise get_adapter().validation_error("incorrect_code")
        found = use_up(self.user, code)
        if found is None:
            count_wrong_code(self.user)
            raise get_adapter().validation_error("incorrect_code")
        self.authenticator: Authenticator = found
        return code


class CodeForm(CountedCode, steps.AuthenticateForm):
    pass


class CodeAgainForm(CountedCode, steps.ReauthenticateForm):
    pass


class AppForm(ActivateTOTPForm):
    code = code_field()


@contextmanager
def malformed_is_refused() -> Iterator[None]:
    try:
        yield
    except MALFORMED as error:
        raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(keys.AddWebAuthnForm):
    name = forms.CharField(label=_("A name for this key"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        with malformed_is_refused():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeyStepForm(keys.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with malformed_is_refused():
            return super().clean_credential()


class PasskeyAgainForm(keys.ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with malformed_is_refused():
            return super().clean_credential()


class WelcomeForm(forms.Form):
    """The password of who was invited, typed twice."""

    password = password_field(
        _("Your new password"),
        "new-password",
        help_text=GOOD_PASSWORD,
    )
    again = password_field(_("The same once more"), "new-password")

    def __init__(self, user: Any, *args: Any, **kwargs: Any):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("again") != cleaned.get("password") and "password" in cleaned:
            raise ValidationError({"again": _("The two are not the same.")})
        return cleaned
