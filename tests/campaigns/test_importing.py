"""Promises of a list: each person once, nobody dropped in silence, nothing kept that waits."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.collected import Collection
from campaigns.counting import count, recount
from campaigns.importing import ColumnsMissing, NotStarted, cancel, import_part, start, tend_sheets
from campaigns.in_person import Given, NotInPerson, numbers_by_way
from campaigns.keys import open_keys
from campaigns.models import Partner, Petition, Signature
from campaigns.planning import plan
from campaigns.rallying import sign_in_person, start_rally
from campaigns.sheets import Sheet, SheetPart
from campaigns.signing import confirm, sign
from campaigns.undoing import undo, undo_batch
from tests import making
from tests.campaigns.lists import listed, taken_in
from tests.making import wish

pytestmark = pytest.mark.django_db
LIST = """Nombre,Primer apellido,Segundo apellido,Correo,CP,Fecha,B,C
María,Peña,Ríos,maria@example.org,2118,2026-01-05,sí,sí
Ana,Díaz,,ana@example.org,02118,01/06/2026,,
Ana,Diaz,,ANA@example.org,02118,,x,
Beto,Cruz,,,02119,,,x
http://x,,,,02118,,,
Carla,Ruiz,,carla@,02118,,,
Dina,Sol,,,99,,,
"""


def numbers(petition: Petition) -> tuple[int, int]:
    count()
    fresh = Petition.objects.get(pk=petition.pk)
    return fresh.count, fresh.count_in_person


def test_a_list_is_taken_in_beside_the_count(petition):
    sheet = taken_in(listed(petition, LIST, place="Chelsea", page="7"))
    assert sheet.state == Sheet.State.DONE
    assert {fate: number for fate, number in sheet.numbers.items() if number} == {
        "new": 3,
        "known": 1,
        "invalid": 3,
    }
    assert numbers(petition) == (0, 3)
    maria = Signature.objects.get(goes_to_target=True)
    keys = open_keys(petition.public_id)
    assert maria.name(keys) == "María Peña Ríos"
    assert (maria.region, maria.collected_on, maria.sheet_page) == ("MA-021", date(2026, 1, 5), "7")
    assert maria.collection.collector is not None
    assert maria.wants_outcome


def test_consent_is_what_a_column_says_and_else_none(petition):
    taken_in(listed(petition, LIST))
    said = Signature.objects.order_by("pk").values_list("goes_to_target", "wants_outcome")
    assert list(said) == [(True, True), (False, False), (False, False)]
    assert set(Signature.objects.values_list("shown_as", flat=True)) == {"nothing"}


def test_who_signed_before_is_counted_once(petition):
    sign(petition, wish(name="Ana Díaz", email="ana@example.org"))
    confirm(Signature.objects.get())
    sheet = listed(petition, LIST)
    assert plan(sheet).numbers == {"new": 2, "known": 2, "invalid": 3}
    taken_in(sheet)
    assert numbers(petition) == (1, 2)
    assert Signature.objects.get(way="online").is_in_person is False


def test_who_never_confirmed_is_counted_by_the_ink(petition):
    sign(petition, wish(name="Ana Díaz", email="ana@example.org"))
    taken_in(listed(petition, LIST))
    assert Signature.objects.count() == 3
    assert numbers(petition) == (0, 3)


def test_who_withdrew_is_not_brought_back_by_a_list(petition):
    sign(petition, wish(name="Ana Díaz", email="ana@example.org"))
    confirm(Signature.objects.get())
    Signature.objects.get().withdraw()
    taken_in(listed(petition, LIST))
    assert numbers(petition) == (0, 2)


def test_a_plan_tells_each_row_before_anything_is_done(petition):
    rally = start_rally(petition, making.user("Campaigners"), "")
    sign_in_person(rally, Given(name="BETO CRUZ", region="MA-021"), uuid4())
    made = plan(listed(petition, LIST))
    assert made.numbers == {"new": 2, "twice": 1, "doubtful": 1, "invalid": 3}
    assert [row.number for row in made.doubtful] == [5]
    assert [(row.number, row.fault) for row in made.invalid] == [
        (6, "name"),
        (7, "email"),
        (8, "zip"),
    ]
    assert Signature.objects.count() == 1


def test_a_possible_duplicate_is_left_out_by_a_person_only(petition):
    text = "name,zip\nAna Díaz,02118\nANA DIAZ,02118\n"
    assert plan(listed(petition, text)).numbers == {"new": 1, "doubtful": 1}
    taken_in(listed(petition, text))
    assert numbers(petition) == (0, 2)
    taken_in(listed(petition, "name,zip\nEva Gil,02118\nEVA GIL,02118\n"), left_out=[3])
    assert numbers(petition) == (0, 3)


def test_a_third_name_at_one_address_is_told_apart_by_name_and_region(petition):
    people = "\n".join(f"Neighbor {number},parish@example.org,02118" for number in range(6))
    text = f"name,email,zip\n{people}\nNeighbor 5,parish@example.org,02118\n"
    assert plan(listed(petition, text)).numbers == {"new": 6, "doubtful": 1}
    taken_in(listed(petition, text), left_out=[8])
    assert numbers(petition) == (0, 6)
    again = plan(listed(petition, text))
    assert again.numbers == {"known": 2, "doubtful": 5}
    assert [row.number for row in again.doubtful] == [4, 5, 6, 7, 8]


def test_who_never_confirmed_takes_no_second_place_at_their_address(petition):
    sign(petition, wish(name="Ana Díaz", email="home@example.org"))
    text = "name,email\nAna Díaz,home@example.org\nBeto,home@example.org\nBeto,home@example.org\n"
    assert plan(listed(petition, text)).numbers == {"new": 2, "twice": 1}


def test_a_list_is_taken_in_by_parts_and_resumes(petition):
    people = "\n".join(f"Neighbor {number},n{number}@example.org" for number in range(1100))
    sheet = listed(petition, f"name,email\n{people}\n")
    start(sheet, [])
    assert import_part(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.rows_done, Signature.objects.count(), sheet.parts.count()) == (500, 500, 2)
    start(sheet, [])
    assert taken_in(sheet).rows_done == 1100
    assert numbers(petition) == (0, 1100)
    assert recount() == 0


def test_stopped_half_way_and_undone_nothing_is_left(petition):
    people = "\n".join(f"Neighbor {number},n{number}@example.org" for number in range(600))
    sheet = listed(petition, f"name,email\n{people}\n")
    start(sheet, [])
    import_part(sheet.pk)
    cancel(sheet)
    assert not import_part(sheet.pk)
    assert not SheetPart.objects.exists()
    assert numbers(petition) == (0, 500)
    undo(sheet.collection)
    assert undo_batch(sheet.collection_id)
    assert not undo_batch(sheet.collection_id)
    assert numbers(petition) == (0, 0)
    assert recount() == 0
    assert Collection.objects.get().undone_at
    taken_in(listed(petition, f"name,email\n{people}\n"))
    assert numbers(petition) == (0, 600)


def test_what_waits_is_sealed_and_goes_when_it_is_done(petition):
    sheet = listed(petition, LIST)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(p::text || s::text, '') FROM campaigns_sheetpart p, "
            "campaigns_sheet s"
        )
        stored = cursor.fetchone()[0]
    for secret in ("Peña", "maria@", "Correo", b"maria@".hex(), "Peña".encode().hex()):
        assert secret not in stored
    taken_in(sheet)
    sheet.refresh_from_db()
    assert not SheetPart.objects.exists()
    assert bytes(sheet.sealed_headings) == b""


def test_what_waits_for_a_day_is_destroyed(petition):
    sheet = listed(petition, LIST)
    tend_sheets()
    assert SheetPart.objects.exists()
    Sheet.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    tend_sheets()
    sheet.refresh_from_db()
    assert sheet.state == Sheet.State.LAPSED
    assert not SheetPart.objects.exists()
    start(sheet, [])
    assert not import_part(sheet.pk)


def test_a_partners_list_is_told_by_its_name(petition):
    partner = Partner.objects.create(petition=petition, name="Vecinos Unidos", slug="vecinos")
    taken_in(listed(petition, LIST, partner=partner))
    assert numbers_by_way(petition) == [
        {"way": "partner", "partner": "Vecinos Unidos", "number": 3}
    ]
    assert numbers(petition) == (0, 3)
    assert set(Signature.objects.values_list("source", flat=True)) == {"vecinos"}


def test_a_sealed_petition_and_a_draft_take_no_list():
    with pytest.raises(NotInPerson):
        listed(making.petition(exposure="sealed"), LIST)
    with pytest.raises(NotStarted):
        listed(making.petition(state="draft"), LIST)


def test_without_a_column_of_names_nothing_starts(petition):
    with pytest.raises(ColumnsMissing):
        start(listed(petition, "foo,bar\n1,2\n"), [])
