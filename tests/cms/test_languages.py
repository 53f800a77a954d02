"""Path words are promises to everyone who shared a link: a changed one breaks their links."""

from cms.languages import LANGUAGES, PATH_WORDS, language_of_path

PINNED = {
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
    "tell": {"en": "tell-me", "es": "avisame"},
    "told": {"en": "done", "es": "listo"},
    "letter": {"en": "letter", "es": "carta"},
    "updates": {"en": "updates", "es": "novedades"},
    "guest": {"en": "guest", "es": "invitado"},
    "count": {"en": "count", "es": "conteo"},
    "frame": {"en": "frame", "es": "marco"},
    "card": {"en": "card", "es": "tarjeta"},
    "wide": {"en": "wide", "es": "ancha"},
    "square": {"en": "square", "es": "cuadrada"},
    "partner": {"en": "partner", "es": "alianza"},
    "receipt": {"en": "receipt", "es": "comprobante"},
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
    "feed": {"en": "feed", "es": "feed"},
    "code": {"en": "code", "es": "codigo"},
    "names": {"en": "names", "es": "nombres"},
    "outcome": {"en": "outcome", "es": "desenlace"},
    "forget": {"en": "forget", "es": "olvidar"},
}


def test_no_path_word_has_changed():
    assert PATH_WORDS == PINNED


def test_every_word_exists_in_every_language():
    assert all(set(words) == set(LANGUAGES) for words in PATH_WORDS.values())


def test_only_the_first_part_of_a_path_names_its_language():
    assert language_of_path("/es/noticias/") == "es"
    assert language_of_path("/news/es/") is None
    assert language_of_path("/esx/") is None
