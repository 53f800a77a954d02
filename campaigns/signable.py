"""What a campaign page says around its sign form: its fields, its promises, its other language."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from campaigns.addresses import (
    ask_link_url,
    count_url,
    integrity_url,
    names_url,
    rights_url,
    sign_url,
)
from campaigns.choosing import Offers, offers_of, preview, public_record
from campaigns.clocks import erasure_sentence
from campaigns.explaining_exposure import kept, possible_mails, safety
from campaigns.forms import SignForm
from campaigns.reasons import shown_reasons
from campaigns.sharing import passing_on
from campaigns.targets import Target, names_of, targets_of
from cms.languages import READ_IN, held_path
from vault.addresses import LIKELY_DOMAINS, RARE_DOMAINS


class Signable:
    """A page with a petition, told in one language."""

    petition: Any
    locale: Any
    title: str

    def signing(self, request: HttpRequest, form: SignForm | None) -> dict[str, Any]:
        """What the form and its surroundings need; `form` is one that was sent and refused."""
        return {
            "is_open": self.petition.is_open,
            "form": form or self.sign_form(),
            "action": self.sign_url(),
            "asks_reason": self.petition.takes_reasons,
            "reasons": self.reasons(),
            "domains": {"likely": " ".join(LIKELY_DOMAINS), "rare": " ".join(sorted(RARE_DOMAINS))},
            "elsewhere": self.elsewhere(request) | {"is_offered": form is not None},
            "safety": self.safety(),
            "rights": self.rights(),
            "integrity_url": self.integrity_url(),
            "exposure": self.exposure_facts(),
            "passing": self.passing_on(),
            "count_url": count_url(self.petition.public_id, self.locale.language_code),
        }

    def passing_on(self) -> dict[str, Any] | None:
        """Ways to pass it on in this language, while it can be signed."""
        if not self.petition.is_open:
            return None
        return passing_on(self.petition, self.title, self.locale.language_code)

    @cached_property
    def targets(self) -> list[Target]:
        return targets_of(self.petition)

    def sign_url(self) -> str:
        return sign_url(self.petition.public_id, self.locale.language_code)

    def rights(self) -> dict[str, str]:
        """How long identities are kept, and where a signer's rights are told and used."""
        language = self.locale.language_code
        return {
            "until": erasure_sentence(self.petition),
            "url": rights_url(language),
            "ask_url": ask_link_url(self.petition.public_id, language),
            "held_url": held_path(language),
        }

    def reasons(self) -> list[dict[str, str]]:
        if not self.petition.takes_reasons:
            return []
        return shown_reasons(self.petition, self.locale.language_code)

    def elsewhere(self, request: HttpRequest) -> dict[str, Any]:
        """Where the form is read in the other language with what was typed; empty without one."""
        for each in request.head.alternates:  # type: ignore[attr-defined]
            language = each["language"]
            if language != self.locale.language_code:
                action = sign_url(self.petition.public_id, language)
                return {"action": action, "language": language, "label": READ_IN[language]}
        return {}

    def integrity_url(self) -> str:
        return integrity_url(self.petition.public_id, self.locale.language_code)

    def sign_form(self, data: Any = None, **facts: Any) -> SignForm:
        """The form with what this petition offers to choose."""
        return SignForm(data, auto_id="sign_%s", offers=self.offers, **facts)

    @cached_property
    def offers(self) -> Offers:
        return offers_of(self.petition)

    def safety(self) -> list[str]:
        """What happens to a signer's data here, in plain words beside the button."""
        return safety(self.petition.exposure)

    def exposure_facts(self) -> dict[str, Any]:
        """What the petition's exposure means for a signer, for the form to tell."""
        target = names_of(self.targets, self.locale.language_code)
        exposure = self.petition.exposure
        return {
            "preview": preview(self.offers, target),
            "public_record": public_record() if self.offers.hands_over else "",
            "kept": kept(exposure),
            "mails": possible_mails(exposure),
            "names_url": self.names_url() if self.offers.shows_names else "",
        }

    def names_url(self) -> str:
        return names_url(self.petition.public_id, self.locale.language_code)
