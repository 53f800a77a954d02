"""The line under a piece of the translation editor, in the language of who reads it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from wagtail_localize.models import StringTranslation

from cms.crediting import comment_of

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


@pytest.mark.parametrize(
    ("tool", "told"), [("", "Traducido a mano el"), ("PO File", "Traducido con PO File el")]
)
def test_a_spanish_editor_reads_no_english_date(tool, told):
    # Boston is a day behind UTC at this hour.
    moment = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    piece = StringTranslation(tool_name=tool, translation_type=MANUAL, updated_at=moment)
    with translation.override("es"):
        assert comment_of(piece) == f"{told} 24/11/2026"
    with translation.override("en"):
        assert comment_of(piece).endswith("11/24/2026")
