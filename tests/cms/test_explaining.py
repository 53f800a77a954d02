"""What became of a deed is told in the language of who did it, whichever way it ended."""

import pytest

from tests import making
from tests.cms.newsdesk import stock_publish

pytestmark = pytest.mark.django_db


def test_a_wait_is_told_in_the_editors_language_with_its_way_out(drafts, editor):
    making.speak(editor.user, "es")
    told = editor.get(stock_publish(editor, drafts["en"], title="Snow").url).content.decode()
    assert "Está lista y espera la versión en español." in told
    assert "Publicar ahora de todos modos" in told
    assert "Publish it now all the same" not in told
