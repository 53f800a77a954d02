"""An alert in two languages, readers who asked for alerts, and what the clock does with both."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from alerts import sending
from alerts.alerts import Alert
from alerts.models import AlertIndexPage, AlertPage
from alerts.tending import tend, tend_one
from cms.actors import acting_as
from cms.freshness import judge
from home.translating import translate
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.models import Broadcast, Message
from supporters.days import today
from supporters.indexing import index_of
from supporters.models import Supporter
from tests import making

_numbers = count(1)
RIGHTS = ("alerts.send_alert", "alerts.approve_alert")
WORDS = {"Call the senate": "Llama al senado", "Call now.": "Llama ya."}
MENDED = {"Call the house": "Llama a la cámara"} | WORDS


def english_alert() -> AlertPage:
    number = next(_numbers)
    page = AlertPage(
        title=f"Alert {number}",
        slug=f"alert-{number}",
        subject="Call the senate",
        body=[("text", "Call now.")],
    )
    AlertIndexPage.objects.get(locale=making.locale("en")).add_child(instance=page)
    return making.go_live(page)


def into_spanish(page: AlertPage) -> AlertPage:
    """Translate what the page says now, and publish it."""
    fresh = AlertPage.objects.get(pk=page.pk)
    words = MENDED | {page.title: f"Alerta {page.pk}", page.slug: f"alerta-{page.pk}"}
    with acting_as("seed"):
        return translate(fresh, "es", words)


def mend(page: AlertPage, *, change: str = "translate", subject: str = "Call the house") -> None:
    """Publish another subject, and say what that means for the translation."""
    fresh = AlertPage.objects.get(pk=page.pk)
    fresh.subject = subject
    with acting_as("seed"):
        revision = fresh.save_revision()
        judge(revision, change)
        revision.publish()


def mend_spanish(page: AlertPage, words: str) -> None:
    """Another Spanish sentence; the English one stands."""
    translation = Translation.objects.get(source__object_id=page.translation_key)
    texts = StringTranslation.objects.filter(locale=making.locale("es"))
    texts.filter(data="Llama al senado").update(data=words)
    with acting_as("seed"):
        translation.save_target(publish=True)


def supporter(language: str = "en", **facts) -> Supporter:
    """Confirmed, and reachable at `readerN@mail.example.org`."""
    address = facts.pop("address", f"reader{next(_numbers)}@mail.example.org")
    facts = {"confirmed_on": today()} | facts
    made = Supporter(language=language, address_index=index_of(address), **facts)
    made.seal_address(address)
    made.save()
    return made


def sender(name: str = "Campaigners"):
    """Somebody who may send and approve."""
    someone = making.user(name)
    for right in RIGHTS:
        making.grant(someone, right)
    return type(someone).objects.get(pk=someone.pk)


def draft(page: AlertPage, **facts) -> Alert:
    return Alert.objects.create(translation_key=page.translation_key, **facts)


def let_hold_pass() -> None:
    Alert.objects.update(hold_until=timezone.now() - timedelta(seconds=1))
    tend()


def sent(page: AlertPage, by=None, **facts) -> Alert:
    """Held for ten minutes, which pass; its messages are gathered."""
    alert = draft(page, **facts)
    sending.hold(alert, by or sender())
    let_hold_pass()
    alert.refresh_from_db()
    gather_all(alert.broadcast_id)
    return alert


def tended(alert: Alert) -> Alert:
    """What the bell of a publication rings for."""
    tend_one(alert.translation_key)
    return Alert.objects.select_related("broadcast").get(pk=alert.pk)


def leave() -> int:
    """Everything that may leave does."""
    for pk in Broadcast.objects.gathering().values_list("pk", flat=True):
        gather_all(pk)
    return drain()


def states(alert: Alert) -> dict[int, str]:
    """By supporter: language and state of their message."""
    rows = Message.objects.filter(broadcast=alert.broadcast_id)
    return {row.subject_id: f"{row.language} {row.state}" for row in rows}


def subjects(sink) -> list[tuple[str, str]]:
    return sorted((mail.to, mail.message["Subject"]) for mail in sink.received)
