"""A postal code tells the town and the county it lies in, by a bundled table; what it does not know
it leaves empty.
"""

import pytest

from campaigns.forms import SignForm
from campaigns.places import TABLE, place_of
from campaigns.regions import STATE_OF, region_of
from tests.making import form as filled


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("02118", "Boston|Suffolk County"),
        ("02118-1234", "Boston|Suffolk County"),
        (" 021181234 ", "Boston|Suffolk County"),
        ("88005", "Las Cruces|Doña Ana County"),
        ("81212", "Cañon City|Fremont County"),
        ("87532", "Española|Rio Arriba County"),
        ("00610", "Añasco|Añasco Municipio"),
        ("00680", "Mayagüez|Mayagüez Municipio"),
        ("70112", "New Orleans|Orleans Parish"),
        ("78501", "McAllen|Hidalgo County"),
        ("96910", "Hagåtña|"),
        ("96799", "Pago Pago|"),
    ],
)
def test_a_code_tells_its_town_and_county_by_their_own_names(code, place):
    assert place_of(code) == place


@pytest.mark.parametrize(
    "code", ["", "0211", "99999", "09012", "34002", "nonsense", "021١٨", "\n0211"]
)
def test_a_code_without_a_town_tells_nothing(code):
    assert place_of(code) == ""


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("00901", "PR-009"),
        ("00802", "VI-008"),
        ("09012", "AE-090"),
        ("09902", "AE-099"),
        ("34002", "AA-340"),
        ("96205", "AP-962"),
        ("96799", "AS-967"),
        ("96813", "HI-968"),
        ("96910", "GU-969"),
        ("96950", "MP-969"),
        ("06390", "NY-063"),
    ],
)
def test_islands_forces_and_borders_are_in_their_own_state(code, region):
    assert region_of(code) == region


def test_a_code_that_no_town_is_known_for_is_accepted_by_its_prefix():
    form = SignForm(filled(postal_code="02199-0001"))
    assert form.is_valid()
    unknown = SignForm(filled(postal_code="99999"))
    assert unknown.is_valid()
    assert (unknown.cleaned_data["region"], unknown.cleaned_data["place"]) == ("AK-999", "")


def test_someone_abroad_has_no_place_here():
    form = SignForm(filled(is_abroad="on"))
    assert form.is_valid()
    assert form.cleaned_data["place"] == ""


def test_nearly_every_prefix_has_a_town_and_the_table_is_small():
    known = sum(any(place_of(f"{prefix}{last:02}") for last in range(100)) for prefix in STATE_OF)
    assert known > len(STATE_OF) * 0.95
    assert TABLE.stat().st_size < 600_000
