"""A story in English, readers who wait for the Spanish, and the moment when it goes live."""

from collections.abc import Callable

import pytest

from alerts.asking import ask
from cms.actors import acting_as
from home.translating import translate
from news.models import PostPage
from tests import making

PAST = "2000-01-01T00:00Z"


@pytest.fixture
def english(db) -> PostPage:
    return making.go_live(making.draft_post())


@pytest.fixture
def tell(english) -> str:
    """The address that the Spanish courtesy page posts to."""
    return f"/es/avisame/{english.translation_key}/"


@pytest.fixture
def wait(english) -> Callable[..., None]:
    """`wait("ana@example.org")`: this reader asks for the Spanish version."""

    def wait_for(*addresses: str) -> None:
        for address in addresses:
            ask(english.translation_key, language="es", address=address)

    return wait_for


@pytest.fixture
def go_spanish(english) -> Callable[[], PostPage]:
    """Translate the story and publish it."""

    def publish() -> PostPage:
        with acting_as("seed"):
            return translate(english, "es", making.SPANISH | {english.slug: "nieve-sola"})

    return publish
