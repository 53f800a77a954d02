"""A postal code tells a state and a coarse region, and nothing finer is kept."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.models import Signature
from campaigns.regions import ABROAD, RANGES, STATE_OF, UnknownPostalCode, area_of, region_of

STATES = {
    *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA"),
    *("KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ"),
    *("NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT"),
    *("VA", "WA", "WV", "WI", "WY", "DC", "PR", "VI", "GU", "AA", "AE", "AP"),
}


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("02118", "MA-021"),
        (" 02118-1234 ", "MA-021"),
        ("021181234", "MA-021"),
        ("05501", "MA-055"),
        ("05401", "VT-054"),
        ("00501", "NY-005"),
        ("00901", "PR-009"),
        ("20001", "DC-200"),
        ("33101", "FL-331"),
        ("73301", "TX-733"),
        ("78501", "TX-785"),
        ("88510", "TX-885"),
        ("90001", "CA-900"),
        ("99950", "AK-999"),
    ],
)
def test_a_postal_code_lies_in_its_state(code, region):
    assert region_of(code) == region
    assert area_of(region) == region[:2]


def test_every_state_is_there_and_no_prefix_twice():
    assert set(STATE_OF.values()) == STATES
    spans = [span.split("-") for span in re.findall(r"\d{3}-\d{3}", RANGES)]
    assert sum(int(last) - int(first) + 1 for first, last in spans) == len(STATE_OF)


@pytest.mark.parametrize(
    "code", ["", "0211", "021188", "02118-", "02118-123", "ABCDE", "00000", "34300", "٠٢١١٨"]
)
def test_what_is_no_postal_code_is_refused(code):
    with pytest.raises(UnknownPostalCode):
        region_of(code)


@settings(deadline=None)
@given(st.one_of(st.text(), st.from_regex(r"\d{5}", fullmatch=True)))
def test_a_region_keeps_three_digits_and_fits_its_column(text):
    longest = Signature._meta.get_field("region").max_length
    try:
        region = region_of(text)
    except UnknownPostalCode:
        return
    assert re.fullmatch(r"[A-Z]{2}-[0-9]{3}", region)
    assert len(region) <= longest


def test_abroad_is_an_area_too():
    assert area_of(ABROAD) == ABROAD
