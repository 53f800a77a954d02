"""Promise 7: a hundred signers go every way there is, and none of their names and addresses can be
found afterwards: not in the logs, the broker, a column, a file or a dump.
"""

import base64
import inspect
import logging

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import connection, models

from campaigns.models import Signature
from dev.extracting import APPS
from hub.celery import Queues, app
from outbox.models import Message, State
from outbox.sending import send_due
from tests import making
from tests.campaigns.reading import link_in
from tests.sweeping import (
    DOMAIN,
    STEM,
    address,
    broker,
    database,
    dump,
    files,
    log,
    name,
    signer,
    traces,
)

__all__ = ["log"]
SIGNERS = 100


def sign_all(url: str) -> None:
    for number in range(SIGNERS):
        typed = making.form(name=name(number), email=address(number))
        assert signer(number).post(url, typed).status_code == 303


def sign_badly(url: str) -> None:
    """Every way to be refused, with what was typed still in it."""
    typed = making.form(name=name(0), email=address(0))
    reader = signer(0)
    assert reader.post(url, typed | {"email": f"{STEM}@"}).status_code == 422
    assert reader.post(url, typed | {"name": f"<{STEM}>"}).status_code == 422
    assert reader.post(url, typed, headers={"Origin": "https://x.example"}).status_code == 403
    assert reader.get(f"/es/{STEM}/?email={address(0)}").status_code == 404
    assert reader.get(f"/{STEM}/?email={address(0)}", follow=True).status_code == 404
    assert reader.post(url, typed, follow=True).status_code == 200
    corrected = reader.post(url, typed)
    assert reader.post(corrected.url, {"email": address(SIGNERS)}).status_code == 303


def fail_while_signing(url: str, monkeypatch) -> None:
    """An accident whose message quotes the person."""

    def broken(petition, wish, **_facts) -> None:
        raise RuntimeError(repr(wish))

    with monkeypatch.context() as accident:
        accident.setattr("campaigns.views.sign", broken)
        typed = making.form(name=name(1), email=address(1))
        assert signer(1).post(url, typed).status_code == 500


def send_and_confirm(sink) -> None:
    sink.answer(f"550 no {address(3)} here", to=address(3))
    sink.answer(f"451 {address(4)} later", to=address(4))
    while send_due(Queues.TX):
        pass
    assert len(sink.received) >= SIGNERS - 2
    link = link_in(sink)
    assert signer(5).get(link[:-9] + "AAAAAAAA/").status_code == 404
    assert signer(5).post(link, follow=True).status_code == 200


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_a_hundred_signers_leave_no_name_and_no_address_behind(smtp_sink, log, monkeypatch):
    url = making.campaign(making.petition())["es"].sign_url()
    sign_all(url)
    sign_badly(url)
    fail_while_signing(url, monkeypatch)
    send_mail("Hola", f"Te escribe {name(2)}", None, [address(2)])
    rung = broker()
    send_and_confirm(smtp_sink)
    assert Signature.objects.count() >= SIGNERS
    assert Message.objects.filter(state=State.FAILED).count() == 1
    assert b"outbox.send_transactional" in rung
    assert "RuntimeError" in log.getvalue()
    places = {
        "the log": log.getvalue().encode(),
        "the broker": rung + broker(),
        "the database": database(),
        "a dump": dump(),
        "the files": files(),
    }
    assert all(places.values())
    assert {place: traces(content) for place, content in places.items()} == dict.fromkeys(
        places, []
    )


@pytest.mark.django_db
def test_the_search_would_find_what_is_there(log):
    making.petition(name=name(1))
    app.send_task("outbox.send_transactional", args=[address(1)])
    logging.getLogger("campaigns").info("signed by %s", name(1))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted AS SELECT %s::bytea AS raw", [address(1).encode()])
    assert traces(database()) == [STEM, DOMAIN]
    assert traces(broker()) == [STEM, DOMAIN]
    assert traces(log.getvalue().encode()) == [STEM]
    for skip in range(3):
        hidden = base64.b64encode(b"x" * skip + address(1).encode() + b"xyz")
        assert traces(hidden) == [STEM, DOMAIN]


def personal_models() -> list[type[models.Model]]:
    """Models with an address of somebody, or with anything sealed."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    return [model for model in ours if any(map(is_personal, model._meta.concrete_fields))]


def beside_them(found: list[type[models.Model]]) -> list[type[models.Model]]:
    """Models of which a row is about a row of these; not what only says who of the staff did it."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    people = {*found} - {get_user_model()}
    return [
        model
        for model in ours
        if any(field.related_model in people for field in model._meta.concrete_fields)
    ]


def is_personal(field: models.Field) -> bool:
    sealed = isinstance(field, models.BinaryField)
    return sealed or field.name in {"email", "first_name", "phone", "ip"}


def test_no_row_of_a_person_says_who_it_is():
    found = personal_models()
    assert {model.__name__ for model in found} >= {"Signature", "StaffLetter", "User"}
    for model in [*found, *beside_them(found)]:
        row = model()
        for field in model._meta.concrete_fields:
            if isinstance(field, models.BinaryField):
                setattr(row, field.attname, address(1).encode())
            elif isinstance(field, models.CharField | models.TextField):
                setattr(row, field.attname, address(1))
            elif isinstance(field, models.JSONField):
                setattr(row, field.attname, {name(1): address(1)})
        assert traces(f"{row} {row!r}".encode()) == [], model


def test_every_task_takes_ids_alone():
    """Arguments lie in the broker: what is more than a number could be somebody."""
    app.loader.import_default_modules()
    ours = {task: app.tasks[task] for task in app.tasks if task.partition(".")[0] in APPS}
    assert len(ours) > 50
    for task, deed in ours.items():
        taken = inspect.signature(deed.run).parameters.values()
        assert all(each.annotation is int for each in taken), task
    for entry in app.conf.beat_schedule.values():
        assert not {"args", "kwargs"} & entry.keys()
