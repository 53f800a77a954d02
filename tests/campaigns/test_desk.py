"""The desk says what the journals say: by language, area and source, in person beside the count."""

import pytest

from campaigns.counting import count
from campaigns.desk import desk, overview
from campaigns.models import Partner
from campaigns.source_names import CHANNEL_NAMES
from campaigns.sourcing import CHANNELS
from tests import making
from tests.campaigns.signed_rows import signed_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(petition):
    """Five in Spanish, three in English, and two on paper."""
    signed_rows(petition, 5, language="es", source="whatsapp")
    signed_rows(petition, 3, language="en", region="NY-100")
    signed_rows(petition, 2, language="en", is_in_person=True, way="paper", source="union")
    count()
    return petition


def table(lines) -> dict[str, tuple[list[int], int, int]]:
    return {line.name: (line.cells, line.count, line.in_person) for line in lines}


def test_a_number_stands_under_its_own_language(busy):
    shown = desk(busy)
    assert shown["total"].online == {"en": 3, "es": 5}
    assert shown["today"].online == {"en": 3, "es": 5}
    assert shown["chart"].spans[-1].cells == [3, 5]


def test_who_signed_in_person_stands_beside_the_count(busy):
    shown = desk(busy)
    assert (shown["total"].count, shown["total"].in_person) == (8, 2)
    assert (shown["today"].count, shown["today"].in_person) == (8, 2)
    assert shown["chart"].spans[-1].running == 8
    (row,) = overview()
    assert (row["count"], row["in_person"], row["today"]) == (8, 2, 8)


def test_the_desk_and_the_page_say_the_same_count(busy):
    fresh = type(busy).objects.get(pk=busy.pk)
    assert desk(busy)["total"].count == fresh.count
    assert desk(busy)["total"].in_person == fresh.count_in_person


def test_areas_have_their_names(busy):
    assert table(desk(busy)["areas"]) == {
        "Massachusetts": ([0, 5], 5, 2),
        "New York": ([3, 0], 3, 0),
    }


def test_ten_areas_are_told_and_the_others_together(petition):
    states = ("MA", "NY", "CA", "TX", "FL", "IL", "NJ", "CT", "RI", "NH", "VT", "ME")
    for number, state in enumerate(states):
        signed_rows(petition, 20 - number, region=f"{state}-000")
    count()
    lines = desk(petition)["areas"]
    assert len(lines) == 11
    assert (lines[0].name, lines[-1].name, lines[-1].count) == ("Massachusetts", "All others", 19)
    assert sum(line.count for line in lines) == desk(petition)["total"].count


def test_sources_are_partners_ways_and_stories_by_name(petition, post):
    Partner.objects.create(petition=petition, name="Workers' Union", slug="union")
    sources = {"union": 4, "qr": 3, f"p{post['es'].pk}": 2, "": 1, "p999999999": 1}
    for source, number in sources.items():
        signed_rows(petition, number, source=source)
    count()
    assert {line.name: line.count for line in desk(petition)["sources"]} == {
        "Workers' Union": 4,
        "Code on a poster": 3,
        f"Page: {post['es'].title}": 2,
        "Came straight to the page": 1,
        "A page that is no longer live": 1,
    }


def test_every_way_of_passing_a_link_on_has_its_words():
    assert set(CHANNEL_NAMES) == set(CHANNELS)


def test_the_partner_of_another_petition_lends_it_no_name(petition):
    other = making.petition(name="Another")
    Partner.objects.create(petition=other, name="Their Union", slug="union")
    signed_rows(petition, 1, source="union")
    count()
    assert [line.name for line in desk(petition)["sources"]] == ["union"]


def test_another_petition_lends_no_number(busy):
    other = making.petition(name="Another")
    assert desk(other)["total"].count == 0
    assert {row["petition"].pk: row["count"] for row in overview()} == {busy.pk: 8, other.pk: 0}


def test_the_numbers_cost_the_same_whatever_they_are(petition, django_assert_num_queries):
    Partner.objects.create(petition=petition, name="Union", slug="union")
    signed_rows(petition, 1, source="p1")
    count()
    with django_assert_num_queries(11):
        desk(petition)
    with django_assert_num_queries(4):
        overview()
    for number in range(60):
        facts = {"region": f"S{number}-000", "source": f"p{number + 2}"}
        signed_rows(petition, 5, language=("en", "es")[number % 2], **facts)
    making.petition(name="Another")
    count()
    with django_assert_num_queries(11):
        desk(petition)
    with django_assert_num_queries(4):
        overview()
