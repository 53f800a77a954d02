"""A newsroom in which every door of readers is open, with the keys of all of them."""

from typing import Any

from django.test import Client
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from campaigns.address_changes import AddressChange
from campaigns.answers import seal_answer
from campaigns.changing_address import ask_to_change, change_token
from campaigns.managing import manage_token
from campaigns.models import Partner, Petition, Signature
from campaigns.outcome_wishes import word_for
from campaigns.partner_numbers import door_of
from campaigns.quieting import leave_token as quiet_token
from campaigns.signing import PURPOSE, sign
from campaigns.signing import confirm as confirm_signature
from cms.actors import acting_as
from cms.guests import guest_url, invite
from cms.languages import PATH_WORDS
from supporters.linking import leave_token, preferences_token
from supporters.subscribing import confirm_token
from supporters.views import ANSWER
from tests import making
from tests.doors import Form, filled, routes
from tests.supporters.mailbox import pending, subscribed
from tips.lines import TipLine
from tips.views import ANSWER as TIP
from vault.answers import seal_typed
from vault.tokens import derive_token

TYPED = {
    "name": "María Peña",
    "email": "maria@example.org",
    "postal_code": "02118",
    "code": "123456",
    "text": "Somebody should look at the books.",
    "reason": "Because of my neighbors.",
}


def open_doors() -> "Doors":
    petition = making.petition()
    pages, posts = making.campaign(petition), making.post()
    english = making.go_live(making.draft_post())
    line = TipLine(is_on=True, signal="@bahia.42")
    line.save()
    making.user("Tip readers", email="reader@example.org")
    Partner.objects.create(petition=petition, name="Presente", slug="presente")
    return Doors(petition, pages | {"post": posts["en"]}, english)


def signed(petition: Petition, **facts: Any) -> Signature:
    sign(petition, making.wish(**facts))
    return Signature.objects.select_related("petition").latest("pk")


def guests_path() -> str:
    """Of a link to a Spanish version that is not whole yet."""
    english = making.go_live(making.draft_post())
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    translation = Translation.objects.get(source__object_id=english.translation_key)
    link = invite(translation, name="Rosa", days=7, by=making.user("Editors"))
    return guest_url(link)


class Doors:
    """The keys by the last word of a route that tells what they open."""

    def __init__(self, petition: Petition, pages: dict[str, Any], english: Any) -> None:
        self.browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
        self.petition, self.live, self.english = petition, pages, english
        self.tokens = self.of_campaigns() | self.of_others()

    def of_campaigns(self) -> dict[str, str]:
        waiting = signed(self.petition, email="eva@example.org")
        ours = signed(self.petition, email="ana@example.org")
        confirm_signature(ours)
        ours.refresh_from_db()
        ask_to_change(ours, "new@example.org")
        nonce = bytes(waiting.nonce)
        return {
            "sign/confirm": derive_token(PURPOSE, waiting.public_id, nonce, waiting.expires_on),
            "sign/my-signature": manage_token(ours),
            "sign/one-click": quiet_token(ours),
            "sign/new-address": change_token(AddressChange.objects.get(signature=ours)),
            "check-your-mail": seal_answer(self.petition.public_id, TYPED),
            "outcome/forget": word_for(self.petition, "ana@example.org"),
            "partner": door_of(Partner.objects.get()).token(),
        }

    def of_others(self) -> dict[str, str]:
        here, waiting = subscribed(), pending("eva@example.org")
        typed = {"email": "eva@example.org", "made": str(waiting.public_id)}
        return {
            "subscribe/confirm": confirm_token(waiting),
            "subscribe/check-your-mail": seal_typed(typed, bound_to=ANSWER),
            "subscribe/preferences": preferences_token(here),
            "subscribe/one-click": leave_token(here),
            "tips": seal_typed({"code": "ABCDEFGHJK"}, bound_to=TIP),
            "guest": guests_path().rstrip("/").rpartition("/")[2],
        }

    def facts(self, route: str) -> dict[str, str]:
        english = in_english(route)
        fits = [key for key in self.tokens if f"/{key}/" in english]
        token = self.tokens[max(fits, key=len)] if fits else "x"
        return {
            "public_id": str(self.petition.public_id),
            "translation_key": str(self.english.translation_key),
            "key": str(self.live["en"].translation_key),
            "token": token,
            "word": token,
            "source": "presente",
            "chunk": "0",
            "version": "a0",
            "provider": "postmark",
            "campaign": self.live["en"].url,
        }

    def pages(self) -> list[str]:
        """Pages that readers may get, in both languages: of routes, and those of the tree."""
        own = [filled(route, self.facts(route)) for route in routes()]
        tree = [self.live[each].url for each in ("en", "es", "post")]
        return [*own, *tree, f"/es/noticias/{self.english.slug}/", "/en/", "/es/"]

    def typed(self, form: Form) -> dict[str, str]:
        """What a person would send of this form."""
        return form.fields | {name: TYPED[name] for name in form.fields if name in TYPED}


def in_english(route: str) -> str:
    """The route with the English words of its path."""
    english = {words["es"]: words["en"] for words in PATH_WORDS.values()}
    parts = route.split("/")
    return "/".join(english.get(part, part) if parts[1] == "es" else part for part in parts)
