"""The check itself: who may publish what, asked without any door in between."""

import pytest

from cms import publishing
from cms.actors import acting_as
from tests import making

pytestmark = pytest.mark.django_db


def test_a_translator_may_not_publish_by_any_verb(post):
    translator = making.user("Translators into Spanish")
    for page in post.values():
        with pytest.raises(publishing.RightMissing):
            publishing.check_publication(page, user=translator)
        with acting_as(translator), pytest.raises(publishing.RightMissing):
            page.save_revision().publish()


def test_an_editor_may_publish_in_both_languages(post):
    editor = making.user("Editors")
    for page in post.values():
        publishing.check_publication(page, user=editor)


def test_a_lock_holds_the_schedule_too(post):
    post["es"].locked = True
    with acting_as("schedule"), pytest.raises(publishing.Locked):
        publishing.check_publication(post["es"])


def test_the_one_who_locked_a_page_may_publish_it(post):
    editor = making.user("Editors")
    post["es"].locked, post["es"].locked_by = True, editor
    publishing.check_publication(post["es"], user=editor)
