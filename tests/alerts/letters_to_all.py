"""An alert of every part in both languages, about a campaign and a story of both."""

from itertools import count

from alerts.models import AlertIndexPage, AlertPage
from cms.actors import acting_as
from home.translating import translate
from tests import making

_numbers = count(1)
SPANISH = making.SPANISH | {
    "Call the governor": "Llama al gobernador",
    "Today: call the governor": "Hoy: llama al gobernador",
    "He decides on Friday.": "Decide el viernes.",
    "What to say": "Qué decir",
    'Say <b id="b1">no</b>.': 'Di que <b id="b1">no</b>.',
    "Say no.": "Di que no.",
    "A red phone": "Un teléfono rojo",
    "Call now": "Llama ahora",
}


def draft_alert(body=None, **facts) -> AlertPage:
    """An English alert that is not live yet."""
    number = next(_numbers)
    made = AlertPage(
        **{
            "title": "Call the governor",
            "slug": f"call-{number}",
            "subject": "Today: call the governor",
            "preheader": "He decides on Friday.",
            "body": body or [("heading", "What to say"), ("text", "<p>Say no.</p>")],
        }
        | facts
    )
    AlertIndexPage.objects.get(locale=making.locale("en")).add_child(instance=made)
    return made


def in_spanish(english: AlertPage, **words) -> AlertPage:
    with acting_as("seed"):
        found = translate(english, "es", SPANISH | {english.slug: f"llama-{english.pk}"} | words)
    found.refresh_from_db()
    return found


def alert(body=None, **facts) -> dict[str, AlertPage]:
    """Live in both languages."""
    english = making.go_live(draft_alert(body, **facts))
    return {"en": english, "es": in_spanish(english)}


def body_of_all(campaign, post) -> list:
    return [
        ("heading", "What to say"),
        ("text", "<p>Say no.</p>"),
        ("picture", {"image": making.picture(), "alternative": "A red phone"}),
        ("button", {"label": "Call now", "url": "https://example.org/call?a=1&b=2"}),
        ("post", {"page": post["en"]}),
        ("campaign", {"page": campaign["en"]}),
    ]
