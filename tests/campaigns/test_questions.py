"""What readers ask of a petition stands on its page, is translated, is searched, and asks nothing
that could hurt them.
"""

import pytest
from django.core.exceptions import ValidationError

from campaigns.models import CampaignPage
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
ASKED = {"question": "May I sign from abroad?", "answer": "<p>You may.</p>"}


def with_questions(campaign, **facts) -> CampaignPage:
    page = CampaignPage.objects.get(pk=campaign["en"].pk)
    page.questions = [("question", ASKED | facts)]
    return page


def test_a_question_and_its_answer_stand_below_the_letter(campaign, reader):
    making.go_live(with_questions(campaign))
    body = text_of(reader.get(campaign["en"].url))
    assert body.index('id="letter"') < body.index("May I sign from abroad?")
    assert "You may." in body
    assert ">Questions<" in body


def test_a_petition_without_questions_has_no_place_for_them(campaign, reader):
    for page in campaign.values():
        assert 'class="questions"' not in text_of(reader.get(page.url))


def test_the_search_finds_what_an_answer_says(campaign):
    page = with_questions(campaign, answer="<p>Bring a snowplough.</p>")
    assert "snowplough" in page.search_facts().text


def test_an_answer_may_not_ask_for_what_could_hurt(campaign):
    page = with_questions(campaign, answer="<p>Please tell us your immigration status.</p>")
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "questions" in refused.value.message_dict
