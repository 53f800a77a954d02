"""The kind "alerts.notice": who is told of a story, in which words, and where."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alerts.matching import fresh_posts, interested, topics_of
from alerts.models import Notice
from alerts.notifying import KIND, note_cancelled
from alerts.presenting import notice_link, notice_title
from alerts.story_mail import links_of, notice_draft
from outbox.kinds import CannotWrite, Draft, Kind, Recipient, register_broadcast
from outbox.models import Broadcast, Message
from outbox.quiet import quiet_until
from supporters.models import Supporter
from supporters.returning import heed


def register_kind() -> None:
    register_broadcast(KIND, NOTICES)


def audience(broadcast: Broadcast) -> QuerySet[Supporter]:
    """Those who get mail as it happens; the others have it in their digest."""
    key = Notice.objects.get(pk=broadcast.subject_id).translation_key
    topics = topics_of([key])[key]
    people = interested(topics).filter(rhythm=Supporter.Rhythm.NOW)
    return people.annotate(not_before=quiet_until("region"))


def write(broadcast: Broadcast, language: str) -> Draft:
    """Raises CannotWrite while this version is missing, offline or behind, or no postal address is
    set."""
    notice = Notice.objects.get(pk=broadcast.subject_id)
    posts = fresh_posts(language).filter(translation_key=notice.translation_key)
    post = posts.select_related("hero_image").first()
    if post is None:
        raise CannotWrite(language)
    return notice_draft(post, language)


def open_letters(messages: list[Message]) -> dict[int, Recipient]:
    """Asked anew: who left, paused or chose otherwise meanwhile is left out.

    Raises vault.sealing.CannotUnseal.
    """
    broadcast = Broadcast.objects.get(messages=messages[0])
    people = audience(broadcast).in_bulk([message.subject_id for message in messages])
    return {
        message.pk: Recipient(person.address(), links_of(person, message.language, broadcast))
        for message in messages
        if (person := people.get(message.subject_id))
    }


NOTICES = Kind(
    audience,
    write,
    open_letters,
    stream="stories",
    name=_("Stories"),
    heed=heed,
    cancelled=note_cancelled,
    title=notice_title,
    link=notice_link,
)
