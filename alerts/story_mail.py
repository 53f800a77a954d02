"""Mails that name stories: one text for all readers, with slots for what is each one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from typing import Any
from uuid import UUID

import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator

from cms.introducing import newsroom_name
from news.models import NewsIndexPage, PostPage
from outbox.kinds import CannotWrite, Draft, part, slot
from outbox.models import Broadcast
from supporters.addresses import preferences_url
from supporters.leave_at_once import leave_slots, leave_values
from supporters.linking import preferences_token
from supporters.models import Supporter

TEMPLATE = "alerts/mail/digest"
# Twice as wide as the mail; not all mail programs know WebP.
PICTURE = "width-1120|format-jpeg|jpegquality-72"
SUBJECT_CHARACTERS = 110
MORE = "more"  # the part about what does not fit
UNSIGNED = "unsigned"  # there is no postal address, and each mail must name it


@dataclass(frozen=True)
class Turn:
    """A story by its part of the draft, its key and its title."""

    name: str
    key: UUID
    title: str

    @classmethod
    def of(cls, pk: int, key: UUID, title: str) -> "Turn":
        return cls(f"story_{pk}", key, " ".join(title.split()))


@dataclass(frozen=True)
class Story(Turn):
    """What a mail shows of a post."""

    summary: str
    url: str

    @classmethod
    def told(cls, post: PostPage) -> "Story":
        turn = Turn.of(post.pk, post.translation_key, post.title)
        return cls(turn.name, turn.key, turn.title, post.summary, post.full_url or "")

    @property
    def begin(self) -> str:
        return part(self.name)[0]

    @property
    def end(self) -> str:
        return part(self.name)[1]


def notice_draft(post: PostPage, language: str) -> Draft:
    """One story, with its picture."""
    story = Story.told(post)
    with translation.override(language):
        context = _frame(language) | {
            "story": story,
            "preheader": story.summary,
            "picture": _picture(post),
        }
        return _draft(short(story.title), context)


def digest_draft(stories: Sequence[Story], language: str, rhythm: str) -> Draft:
    """All stories of a run, each a part that only its readers get. No pictures: they are many."""
    begin, end = part(MORE)
    index = NewsIndexPage.objects.live().filter(locale__language_code=language).first()
    with translation.override(language):
        context = _frame(language) | {
            "stories": stories,
            "rhythm": rhythm,
            "preheader": slot("preheader"),
            "more": {
                "begin": begin,
                "end": end,
                "said": slot(MORE),
                "url": index.full_url if index else settings.BASE_URL,
            },
        }
        return _draft(slot("subject"), context)


def links_of(supporter: Supporter, language: str, broadcast: Broadcast) -> dict[str, str]:
    """What fills the slots that every mail of this kind has."""
    choosing = preferences_url(preferences_token(supporter), language)
    links = {"preferences_url": settings.BASE_URL + choosing}
    return links | leave_values(supporter, broadcast.public_id)


def short(title: str) -> str:
    return Truncator(title).chars(SUBJECT_CHARACTERS)


def in_header(text: str) -> str:
    """One line of ASCII that mail programs read as this text (RFC 2047)."""
    if text.isascii():
        return text
    return " ".join(Header(text, "utf-8").encode().split())


def _frame(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "newsroom": newsroom_name(),
        "preferences_url": slot("preferences_url"),
        "postal_address": settings.POSTAL_ADDRESS,
    }


def _draft(subject: str, context: dict[str, Any]) -> Draft:
    if not settings.POSTAL_ADDRESS:
        raise CannotWrite(UNSIGNED)
    return Draft(
        subject=subject,
        text=render_to_string(f"{TEMPLATE}.txt", context),
        html=mrml.to_html(render_to_string(f"{TEMPLATE}.mjml", context)).content,
        headers=leave_slots(),
    )


def _picture(post: PostPage) -> dict[str, str] | None:
    """None where there is none, where it may not be shown, or where its file cannot be read."""
    image = post.hero_image
    if image is None or not image.may_be_shown:
        return None
    try:
        address = image.get_rendition(PICTURE).url
    except OSError:
        return None
    url = address if "://" in address else settings.BASE_URL + address
    return {"url": url, "alternative": post.hero_alternative}
