"""What happens to a pair at its desk, for the tests of freshness and of the gate."""

from typing import Any

from django.test import Client
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.actors import acting_as
from cms.models import Pair, Version
from cms.pairs import pair_of, version_of
from news.models import PostPage
from tests.cms.newsdesk import body_of, fill, stock_publish

MENDED = "It snowed from dusk till dawn."
MENDED_SPANISH = f"es-{MENDED}"


def edited(page: PostPage, text: str = MENDED) -> Revision:
    """A new draft of a story whose second field says something else; nothing is published."""
    page = PostPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.summary = text
    return page.save_revision()


def publish(revision: Revision, actor: Any = "seed") -> None:
    with acting_as(actor):
        revision.publish(user=None if actor in {"seed", "schedule"} else actor)


def press_publish(browser: Client, page: PostPage, text: str = MENDED) -> Any:
    """The stock editor's button, on a draft that says `text`."""
    return stock_publish(browser, page, title=text)


def translation_of(page: Any) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


def translate_all(page: Any) -> None:
    """What translators do: every segment that they were given has its translation."""
    fill(translation_of(page))


def facts(page: Any) -> Version:
    return Version.objects.get(pk=version_of(page).pk)


def set_gate(page: Any, gate: str, **more: Any) -> Pair:
    pair = pair_of(page)
    Pair.objects.filter(pk=pair.pk).update(gate=gate, **more)
    return Pair.objects.get(pk=pair.pk)


def live(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def texts(pages):
    return {language: body_of(live(page)) for language, page in pages.items()}


def save_target(pages):
    """A translator's editor publishes, as the newsroom's own service."""
    with acting_as("seed"):
        translation_of(pages["en"]).save_target(publish=True)
