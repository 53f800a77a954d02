"""Whether Hub is well, for machines that ask: what takes a host away, what is only told, and how
little anybody may read.
"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.signing import confirm, sign
from hub.version import VERSION
from outbox.models import Message
from tests import making
from vault import figures, probing
from vault.auditing import AuditEntry
from vault.backing_up import MADE
from vault.switches import Switch, switch_off
from vault.ticking import beat

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-twenty-letters"


def ready(reader):
    probing.forget()
    return reader.get("/readyz")


def test_a_host_that_can_serve_is_ready(reader):
    beat()
    figures.write({("tasks.ran", "campaigns.count"): 1})
    response = ready(reader)
    assert response.status_code == 200
    names = {"database", "migrations", "broker", "beat", "counting", "backup", "mail"}
    assert response.json() == {"status": "ready"} | dict.fromkeys(names, True)
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_host_without_its_migrations_is_taken_away(reader):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'vault' AND name LIKE '0001%'")
    response = ready(reader)
    assert response.status_code == 503
    assert response.json()["migrations"] is False
    assert response.json()["status"] == "unready"


def test_a_rabbitmq_that_is_away_is_told_and_takes_no_host_away(reader, settings):
    settings.BROKER_URL = "amqp://guest:planted@127.0.0.1:1//"
    response = ready(reader)
    assert response.status_code == 200
    assert response.json()["broker"] is False
    assert response.json()["status"] == "degraded"


def test_newer_migrations_than_this_code_knows_are_no_reason(reader):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '9999_new', now())"
        )
    assert ready(reader).status_code == 200


def test_what_is_down_for_all_hosts_takes_none_away(reader, settings):
    """No beat was ever heard here, nothing was counted for minutes, and mail is late."""
    figures.write({("tasks.ran", "campaigns.count"): 1})
    figures.Figure.objects.update(at=timezone.now() - timedelta(minutes=3))
    Message.objects.create(kind="x", subject_id=1, language="es", not_before="2026-01-01T00:00Z")
    response = ready(reader)
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert [response.json()[name] for name in ("beat", "counting", "mail")] == [False] * 3
    switch_off(Switch.MAIL)
    assert ready(reader).json()["mail"] is True


def test_a_backup_that_is_missing_is_told(reader, settings):
    settings.BACKUPS = replace(settings.BACKUPS, recipient="age1" + "q" * 58)
    assert ready(reader).json()["backup"] is False
    now = timezone.now()
    for age, is_well in ((timedelta(hours=27), False), (timedelta(hours=25), True)):
        AuditEntry.objects.create(deed=MADE, subject=int((now - age).timestamp()))
        assert ready(reader).json()["backup"] is is_well


def test_anybody_reads_names_and_yes_or_no_alone(reader):
    told = ready(reader).json()
    told.pop("status")
    assert all(isinstance(answer, bool) for answer in told.values())


def scraped(reader, settings) -> str:
    settings.METRICS_TOKEN = TOKEN
    return reader.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()


def test_without_the_token_there_are_no_numbers(reader, settings):
    settings.METRICS_TOKEN = ""
    for said in ("", "Bearer ", f"Bearer {TOKEN}"):
        assert reader.get("/metrics", headers={"Authorization": said}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    for said in ("", TOKEN, f"Bearer {TOKEN}x", "Bearer ñ"):
        assert reader.get("/metrics", headers={"Authorization": said}).status_code == 404


def test_numbers_of_signing_and_of_what_waits(reader, settings, petition):
    before = scraped(reader, settings)
    sign(petition, making.wish())
    confirm(petition.signatures.get())
    reader.get("/es/")
    figures.write({("sends", "tx accepted"): 3, ("tasks.ran", "campaigns.count"): 5})
    told = scraped(reader, settings)
    for name, step in (
        ('hub_deeds_total{deed="sign",language="es"}', 1),
        ('hub_deeds_total{deed="confirm",language="es"}', 1),
        ('hub_requests_total{kind="page",status="2xx"}', 1),
        ('hub_outbox_waiting{queue="tx"}', 1),
        ('hub_sends_total{outcome="accepted",queue="tx"}', 3),
        ('hub_task_runs_total{task="campaigns.count"}', 5),
    ):
        assert number(told, name) - number(before, name) == step, name
    assert number(told, 'hub_is_well{probe="database"}') == 1
    assert number(told, 'hub_switched_off{switch="signing"}') == 0
    assert number(told, f'hub_version{{version="{VERSION}"}}') == 1


def number(told: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", told, re.MULTILINE)
    return float(found[1]) if found else 0.0


LABELS = {
    "version",
    "kind",
    "status",
    "deed",
    "language",
    "queue",
    "outcome",
    "task",
    "probe",
    "switch",
    "le",
}


def test_no_label_holds_a_word_of_a_reader(reader, settings, petition):
    reader.get("/es/zyxw-planted/?q=zyxw-planted")
    reader.post("/es/firmar/zyxw-planted/", {"email": "zyxw-planted@example.org"})
    told = scraped(reader, settings)
    assert "planted" not in told
    assert set(re.findall(r'[{,](\w+)="', told)) <= LABELS


@pytest.mark.parametrize("path", ["/en/tips/", "/es/suscribirse/"])
def test_tips_and_subscribing_have_no_number_of_their_own(reader, settings, path):
    """A number that is read every few seconds would keep the moment of each."""
    reader.post(path, {})
    told = [line for line in scraped(reader, settings).splitlines() if "switch" not in line]
    assert not re.search("tip|subscri|suscri|pista", "\n".join(told))
