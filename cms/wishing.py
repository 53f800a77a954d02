"""What a reader types to be told when a missing version is there. The form keeps nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS_LENGTH = 320  # 64 before the @ and 255 behind it


class WishForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=ADDRESS_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Please type your e-mail address, so that we can tell you."),
            "invalid": _("This does not look like an e-mail address, such as ana@example.org."),
        },
    )
