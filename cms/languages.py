"""The two languages of the newsroom, the pinned path words of each, and who asked for which."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant, pgettext
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = ("en", "es")
NATIVE_NAMES = {"en": "English", "es": "Español"}
# Said in the language that it leads to, as the language switcher does.
ORIGINAL_IN = {"en": "Original in English", "es": "Original en español"}
READ_IN = {"en": "Read in English", "es": "Leer en español"}
NOT_YET_IN = {
    "en": "Not in English yet: ask to be told when it is",
    "es": "Todavía no está en español: pide que te avisemos",
}

# Once a link has been shared its words never change: tests pin every one of them.
PATH_WORDS = {
    "topic": {"en": "topic", "es": "tema"},
    "author": {"en": "author", "es": "autoria"},
    "series": {"en": "series", "es": "serie"},
    "tag": {"en": "tag", "es": "etiqueta"},
    "event": {"en": "event", "es": "evento"},
    "video": {"en": "video", "es": "video"},
    "sign": {"en": "sign", "es": "firmar"},
    "sent": {"en": "check-your-mail", "es": "revisa-tu-correo"},
    "integrity": {"en": "integrity", "es": "integridad"},
    "search": {"en": "search", "es": "buscar"},
    "confirm": {"en": "confirm", "es": "confirmar"},
    "code": {"en": "code", "es": "codigo"},
    "tell": {"en": "tell-me", "es": "avisame"},
    "told": {"en": "done", "es": "listo"},
    "receipt": {"en": "receipt", "es": "comprobante"},
    "feed": {"en": "feed", "es": "feed"},
    "names": {"en": "names", "es": "nombres"},
    "outcome": {"en": "outcome", "es": "desenlace"},
    "forget": {"en": "forget", "es": "olvidar"},
    "letter": {"en": "letter", "es": "carta"},
    "updates": {"en": "updates", "es": "novedades"},
    "guest": {"en": "guest", "es": "invitado"},
    "count": {"en": "count", "es": "conteo"},
    "frame": {"en": "frame", "es": "marco"},
    "card": {"en": "card", "es": "tarjeta"},
    "wide": {"en": "wide", "es": "ancha"},
    "square": {"en": "square", "es": "cuadrada"},
    "partner": {"en": "partner", "es": "alianza"},
    "manage": {"en": "my-signature", "es": "mi-firma"},
    "mend": {"en": "correct", "es": "corregir"},
    "erased": {"en": "erased", "es": "borrada"},
    "ask link": {"en": "change", "es": "cambiar"},
    "link sent": {"en": "link-sent", "es": "enlace-enviado"},
    "new address": {"en": "new-address", "es": "nueva-direccion"},
    "rights": {"en": "your-rights", "es": "tus-derechos"},
    "subscribe": {"en": "subscribe", "es": "suscribirse"},
    "preferences": {"en": "preferences", "es": "preferencias"},
    "one click": {"en": "one-click", "es": "un-clic"},
    "tips": {"en": "tips", "es": "pistas"},
    "held": {
        "en": "what-we-could-be-forced-to-give",
        "es": "que-nos-podrian-obligar-a-entregar",
    },
}


def path_word(word: str, language: str) -> str:
    return PATH_WORDS[word][language]


def held_path(language: str) -> str:
    """The page of what could be taken from us, linked wherever somebody gives us something."""
    return f"/{language}/{path_word('held', language)}/"


def language_name(language: str) -> str:
    """The name of a language within a sentence of the active one: `English`, `inglés`."""
    english = pgettext("within a sentence", "English")
    spanish = pgettext("within a sentence", "Spanish")
    return {"en": english, "es": spanish}[language]


def language_of_path(path: str) -> str | None:
    """The language an address names (`/es/…`), or None when it names none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else None


def preferred_language(request: HttpRequest) -> str:
    """The reader's language by `Accept-Language`, else the newsroom's first."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
