"""What an analyst types: criteria of an invalidation, or whom to clear.

A typed name, address or domain leaves the form as its keyed index only.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.domains import PATTERN, domain_tag
from campaigns.forms import NAME_LENGTH
from campaigns.invalidations import Criteria, CriteriaMissing, Invalidation
from campaigns.keys import index_of_address, index_of_name, open_keys
from campaigns.marks import SUSPECT, Mark
from campaigns.models import Petition
from cms.languages import NATIVE_NAMES
from cms.proving import EMAIL_LENGTH
from vault.addresses import domain_of, public_domain
from vault.keystore import KeyMissing

TAG = re.compile(r"#[0-9a-f]{16}")
NETWORK = r"\A[0-9a-f]{16}\Z"  # a RegexField searches
ANY = [("", _("Any"))]
KEYS_GONE = _("The keys of this petition are not there, so nobody can be found by what you typed.")
CLOCK_HINT = _("Such as 2010-12-17 19:00, by the clock of this desk.")


def clean_domain(typed: str) -> str:
    """A mail domain as servers write it. Raises ValidationError."""
    domain = domain_of(f"@{typed.strip().removeprefix('@')}")
    if not PATTERN.fullmatch(domain) or "*" in domain:
        raise ValidationError(_("Please type a mail domain, such as example.org."))
    return domain


class CriteriaForm(forms.Form):
    """All that is filled in must be true of a signature."""

    network = forms.RegexField(
        NETWORK,
        label=_("Network (its tag)"),
        required=False,
        error_messages={"invalid": _("Please copy the tag from the desk: 16 digits and letters.")},
    )
    network_day = forms.DateField(label=_("Day of the network's tag"), required=False)
    domain = forms.CharField(
        label=_("Mail domain"),
        max_length=253,
        required=False,
        help_text=_("Only its tag is kept, unless it is a large provider's."),
    )
    since = forms.DateTimeField(label=_("Signed from"), required=False, help_text=CLOCK_HINT)
    until = forms.DateTimeField(label=_("Signed before"), required=False)
    mark = forms.ChoiceField(
        label=_("Mark"),
        required=False,
        choices=ANY + [(mark.value, mark.label) for mark in Mark if mark in SUSPECT],
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[*ANY, *NATIVE_NAMES.items()]
    )
    region = forms.RegexField(
        r"\A([A-Z]{2}(-\d{3})?|abroad)\Z",
        label=_("State or region"),
        required=False,
        error_messages={"invalid": _("This is no state and no region.")},
        help_text=_("Such as MA, MA-021 or abroad."),
    )
    source = forms.CharField(label=_("Source"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("One e-mail address"),
        max_length=EMAIL_LENGTH,
        required=False,
        help_text=_("What you type here is not kept, only its keyed index."),
    )
    name = forms.CharField(label=_("One name"), max_length=NAME_LENGTH, required=False)
    rule = forms.ChoiceField(
        label=_("What readers are told"),
        choices=Invalidation.Rule,
        help_text=_("It stands in the public report, with the number and the day."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For the newsroom. No name and no address, please."),
    )

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.petition = petition

    def clean_domain(self) -> str:
        typed = self.cleaned_data["domain"]
        return typed if not typed or TAG.fullmatch(typed) else clean_domain(typed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.criteria = Criteria(**self._plain(cleaned), **self._tags(cleaned))
            except CriteriaMissing:
                raise ValidationError(_("Please choose at least one criterion.")) from None
            except KeyMissing:
                raise ValidationError(KEYS_GONE) from None
        return cleaned

    def _plain(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        names = ("network", "network_day", "since", "until", "mark", "language", "region", "source")
        return {name: cleaned[name] for name in names if cleaned.get(name)}

    def _tags(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        domain = cleaned["domain"]
        tags = {"domain": domain} if TAG.fullmatch(domain) or public_domain(f"@{domain}") else {}
        if not (cleaned["email"] or cleaned["name"] or (domain and not tags)):
            return tags
        keys = open_keys(self.petition.public_id)
        if domain and not tags:
            tags["domain"] = domain_tag(f"@{domain}", keys)
        if email := cleaned["email"]:
            tags["email_index"] = index_of_address(keys, email).hex()
        if name := cleaned["name"]:
            tags["name_index"] = index_of_name(keys, name).hex()
        return tags


class ClearForm(forms.Form):
    """One address, or one mail domain."""

    email = forms.EmailField(
        label=_("One e-mail address"),
        max_length=EMAIL_LENGTH,
        required=False,
        help_text=_("Its signatures count again, whether they were held or invalidated."),
    )
    domain = forms.CharField(
        label=_("Mail domain"),
        max_length=253,
        required=False,
        help_text=_("All of its signatures that are held are let go, in this petition only."),
    )

    def clean_domain(self) -> str:
        typed = self.cleaned_data["domain"]
        return clean_domain(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned["email"]) == bool(cleaned["domain"]):
            raise ValidationError(_("Please type either an address or a domain."))
        return cleaned
