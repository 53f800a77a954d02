"""Phone numbers: checked when written, dialled by a link, read by people."""

import pytest
from django.core.exceptions import ValidationError

from cms.phoning import PhoneBlock, PhoneMalformed, dialled, readable
from tests import making


@pytest.mark.parametrize(
    "typed", ["617-555-0142", "(617) 555-0142", "+1 617 555 0142", "1.617.555.0142", "6175550142"]
)
def test_a_number_of_the_united_states_is_dialled_and_read_one_way(typed):
    assert dialled(typed) == "+16175550142"
    assert readable(typed) == "(617) 555-0142"


def test_a_number_of_another_country_keeps_its_shape():
    assert dialled("+52 55 5093 3600") == "+525550933600"
    assert readable("+52 55 5093 3600") == "+52 55 5093 3600"


@pytest.mark.parametrize(
    "typed",
    ["", "555-0142", "017-555-0142", "617-155-0142", "+1 017 555 0142", "call me", "9" * 40],
)
def test_a_malformed_number_is_refused_with_a_sentence(typed):
    with pytest.raises(PhoneMalformed):
        dialled(typed)
    with pytest.raises(ValidationError):
        PhoneBlock().clean(typed)


@pytest.mark.django_db
def test_a_reader_calls_the_office_with_one_tap(reader):
    call = {
        "office": "The governor",
        "phone": "617 555 0142",
        "hours": "",
        "script": "<p>Hello</p>",
    }
    page = making.go_live(making.draft_post(body=[("call_office", call)]))
    body = reader.get(page.url).content.decode()
    assert 'href="tel:+16175550142"' in body
    assert "(617) 555-0142" in body
    assert "What you can say" in body
