"""Stories on their way into the other language."""

import pytest
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from cms.models import Pair
from tests import making
from tests.cms.newsdesk import fill
from tests.cms.pairing import set_gate, translate_all, translation_of

NEW_ENGLISH = "It rained all night."


@pytest.fixture
def half_translated(staff):
    """A live English story whose Spanish draft lacks a segment, and its Translation."""
    english = making.go_live(making.draft_post())
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    translation = Translation.objects.get(source__object_id=english.translation_key)
    fill(translation, leave="body")
    return translation


@pytest.fixture
def changed_source(post):
    """A live pair whose English has changed and been sent to translation: one segment is new."""
    english = post["en"]
    english.body = [("paragraph", f"<p>{NEW_ENGLISH}</p>")]
    making.go_live(english)
    TranslationSource.update_or_create_from_instance(english)
    return Translation.objects.get(source__object_id=english.translation_key)


@pytest.fixture
def editor(staff):
    return staff("Editors")


@pytest.fixture
def drafts(staff):
    """A story that nobody has read yet, and its Spanish draft, whole; they go together."""
    english = making.draft_post()
    english.save_revision()
    with acting_as("seed"):
        translate_object(english, [making.locale("es")])
    translate_all(english)
    set_gate(english, Pair.Gate.TOGETHER)
    return {"en": english, "es": translation_of(english).get_target_instance()}
