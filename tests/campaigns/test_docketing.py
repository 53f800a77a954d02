"""The docket: both languages or neither, and the days without an answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.docketing import record, strike
from campaigns.dockets import Delivery
from cms.telling import TextTooLong
from tests import making
from tests.campaigns.reading import text_of

pytestmark = pytest.mark.django_db
TEXTS = {"en": "We got a stamped copy.", "es": "Recibimos una copia sellada."}


def delivery(petition, **facts) -> Delivery:
    day = timezone.localdate() - timedelta(days=12)
    shown = {"delivered_on": day, "how": "in_person", "names": 1204, "texts": TEXTS}
    return Delivery(petition=petition, **(shown | facts))


def test_a_delivery_is_told_in_both_languages_with_the_days_of_silence(campaign, petition, reader):
    record(delivery(petition), by=making.user("Campaigners"))
    english, spanish = (text_of(reader.get(campaign[code].url)) for code in ("en", "es"))
    assert "1,204 names delivered in person on" in english
    assert "We got a stamped copy." in english
    assert "No answer for 12 days" in english
    assert "nombres entregados en persona el" in spanish
    assert "Sin respuesta desde hace 12 días" in spanish
    assert TEXTS["en"] not in spanish


@pytest.mark.parametrize("code", ["en", "es"])
def test_one_language_of_a_docket_is_never_shown_alone(campaign, petition, reader, staff, code):
    made = delivery(petition, texts={code: TEXTS[code]})
    record(made, by=None)
    for page in campaign.values():
        shown = text_of(reader.get(page.url))
        assert TEXTS[code] not in shown
        assert "docket" not in shown
    other = {"en": "es", "es": "en"}[code]
    assert made.waits_for == [other]
    name = {"es": "Waits for its Spanish", "en": "Waits for its English"}[other]
    desk = staff("Campaigners").get(f"/admin/snippets/campaigns/petition/edit/{petition.pk}/")
    assert name in desk.content.decode()


def test_an_answer_waits_for_both_languages_but_silence_ends_at_once(campaign, petition, reader):
    made = delivery(petition, answered_on=timezone.localdate(), answer={"en": "They said no."})
    record(made, by=None)
    shown = text_of(reader.get(campaign["en"].url))
    assert "Answered on" in shown
    assert "No answer for" not in shown
    assert "They said no." not in shown
    made.answer["es"] = "Dijeron que no."
    record(made, by=None)
    assert "They said no." in text_of(reader.get(campaign["en"].url))
    assert "Dijeron que no." in text_of(reader.get(campaign["es"].url))


def test_a_text_beyond_its_length_is_refused_and_a_struck_delivery_is_gone(petition):
    with pytest.raises(TextTooLong):
        record(delivery(petition, texts=TEXTS | {"en": "x" * 601}), by=None)
    made = delivery(petition)
    record(made, by=None)
    strike(made, by=None)
    assert not Delivery.objects.exists()
