"""What a person types to show that a mailbox is theirs: its address, and a code mailed to it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EMAIL_LENGTH = 254


class AddressForm(forms.Form):
    """A mail address alone: to correct a mistyped one."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Please type your e-mail address, so that you can confirm."),
            "invalid": _("This does not look like an e-mail address, such as ana@example.org."),
        },
    )


class CodeForm(forms.Form):
    """The code of the mail. Too long, too short, wrong, used up: one refusal for all."""

    refusal = _("This code did not work. Look at the message again, or follow its link.")
    code = forms.CharField(
        label=_("The six digits in the message"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12"}
        ),
        error_messages={"required": refusal},
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not (code.isascii() and code.isdigit()):
            raise ValidationError(self.refusal)
        return code
