"""What stands beside a page is the same, asked for together or one by one."""

import pytest

from cms.attributing import credit_translator, translator_of
from cms.correcting import correct, withdraw_correction
from cms.corrections import corrections_of
from cms.entries import LiveEntry, entries_of
from cms.knowing import learn
from cms.originating import origin_of
from cms.pairs import Version
from cms.proofreading import is_unreviewed
from news.models import PostPage
from tests import making

pytestmark = pytest.mark.django_db
MOMENT = "2026-05-01T10:00:00.123456Z"


def said(page) -> list:
    alternates = page.alternates()
    return [
        *(corrections_of(page), entries_of(page), origin_of(page, alternates)),
        *(translator_of(page), is_unreviewed(page)),
    ]


def test_together_is_the_same_as_one_by_one(post, django_assert_num_queries):
    editor, key = making.user("Editors"), post["en"].translation_key
    texts = {"en": "It was Ana.", "es": "Era Ana."}
    withdraw_correction(correct(post["en"], texts, by=editor), post["en"], by=editor)
    correct(post["en"], texts, by=editor)
    LiveEntry.objects.create(translation_key=key, texts={"en": "Snow."}, corrected={"en": MOMENT})
    LiveEntry.objects.create(translation_key=key, texts={"es": "Nieve."})
    credit_translator(post["es"], "Inés")
    Version.objects.filter(language="es").update(
        stale_since=MOMENT, is_urgent=True, machine_at=MOMENT
    )
    for language in ("en", "es"):
        page = PostPage.objects.select_related("locale").get(pk=post[language].pk)
        one_by_one = said(page)
        again = PostPage.objects.select_related("locale").get(pk=page.pk)
        with django_assert_num_queries(1):
            learn(again)
        assert said(again) == one_by_one
        assert len(one_by_one[0]) == len(one_by_one[1]) == 1
