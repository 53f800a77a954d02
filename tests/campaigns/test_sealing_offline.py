"""A sealed petition: once its receipt has left, nothing on the server opens a signer's identity."""

import base64
import csv
import io
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pyrage import x25519

from campaigns.counting import count
from campaigns.key_proofs import ask_proof
from campaigns.keys import open_keys
from campaigns.models import Petition, Signature
from campaigns.offline import OfflineKeyRefused, check_offline_key, seal_offline
from campaigns.sealing_offline import due_to_seal, offline_file, seal_receipted
from campaigns.settling import RECEIPT
from campaigns.signing import confirm, sign
from outbox.models import Message
from outbox.sending import send_due
from tests.campaigns.sealed import TOOL, export_of, open_sealed, sealed_petition, signed
from tests.making import petition as make_petition
from tests.making import wish
from vault.sealing import CannotUnseal, house_keys

pytestmark = pytest.mark.django_db
SECRETS = (b"Mar\xc3\xada", b"maria@example.org", b"Boston", b"Suffolk")


def let_receipts_leave() -> None:
    Message.objects.filter(kind=RECEIPT).update(state="sent")


def test_once_its_receipt_has_left_nothing_here_opens_it():
    petition, identity = sealed_petition()
    signature = signed(petition, place="Boston|Suffolk County", goes_to_target=True)
    before = bytes(signature.email_index), signature.language, signature.region
    let_receipts_leave()
    assert seal_receipted() == 1
    signature.refresh_from_db()
    keys = open_keys(petition.public_id)
    for read in (signature.name, signature.email):
        with pytest.raises(CannotUnseal):
            read(keys)
    row = Signature.objects.filter(pk=signature.pk).values().get()
    for sealed in (row["sealed_name"], row["sealed_email"], row["sealed_place"]):
        assert bytes(sealed) == b""
    for key in (*keys.data.values(), *house_keys().values()):
        assert key not in bytes(signature.sealed_offline)
    assert not any(secret in str(row).encode() for secret in SECRETS)
    assert (row["goes_to_target"], row["domain_tag"], bytes(row["network_tag"])) == (False, "", b"")
    assert (bytes(row["email_index"]), row["language"], row["region"]) == before
    [facts] = open_sealed.opened(export_of(petition), [identity])
    assert (facts["name"], facts["email"]) == ("María Peña", "maria@example.org")
    assert (facts["town"], facts["county"]) == ("Boston", "Suffolk County")
    assert facts["goes_to_target"] is True
    count()
    assert Petition.objects.get(pk=petition.pk).count == 1


def test_the_receipt_leaves_first_and_is_the_last_mail(smtp_sink):
    petition, _identity = sealed_petition()
    signed(petition)
    assert seal_receipted() == 0  # its receipt is still on its way
    send_due("tx")
    assert [each.message["Subject"] for each in smtp_sink.received][-1] == "Tu comprobante"
    assert seal_receipted() == 1
    again = Message.objects.create(
        kind=RECEIPT, subject_id=Signature.objects.get().pk, language="es"
    )
    send_due("tx")
    again.refresh_from_db()
    assert again.state == "cancelled"


@pytest.mark.parametrize("state", ["failed", "suppressed", "cancelled", "unknown"])
def test_a_receipt_that_cannot_arrive_holds_no_name_back(state):
    petition, _identity = sealed_petition()
    signed(petition)
    Message.objects.filter(kind=RECEIPT).update(state=state)
    assert seal_receipted() == 1


def test_a_dead_mail_server_keeps_a_name_for_a_day_at_most():
    petition, _identity = sealed_petition()
    signed(petition)
    with time_machine.travel(timezone.now() + timedelta(hours=23), tick=False):
        assert seal_receipted() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert seal_receipted() == 1


def test_a_crash_in_a_batch_leaves_whole_rows_and_the_next_tick_goes_on(monkeypatch):
    monkeypatch.setattr("campaigns.sealing_offline.BATCH", 2)
    petition, identity = sealed_petition()
    for number in range(5):
        signed(petition, email=f"a{number}@example.org")
    let_receipts_leave()
    sealed = []

    def seal_and_die(facts: dict, key: str) -> bytes:
        sealed.append(facts)
        if len(sealed) == 4:
            raise RuntimeError("killed")
        return seal_offline(facts, key)

    with monkeypatch.context() as dying:
        dying.setattr("campaigns.sealing_offline.seal_offline", seal_and_die)
        with pytest.raises(RuntimeError):
            seal_receipted()
    for row in Signature.objects.all():
        assert (row.sealed_offline is None) == (bytes(row.sealed_name) != b"")
    assert due_to_seal(petition).count() == 3
    assert seal_receipted() == 3
    names = [facts["email"] for facts in open_sealed.opened(export_of(petition), [identity])]
    assert sorted(names) == [f"a{number}@example.org" for number in range(5)]


def test_names_go_to_no_key_that_nobody_has_proven():
    petition, held = sealed_petition()
    sign(petition, wish())
    foreign = x25519.Identity.generate()
    petition.offline_key = str(foreign.to_public())
    petition.save()
    ask_proof(petition)
    confirm(Signature.objects.get())
    let_receipts_leave()
    assert seal_receipted() == 1
    [facts] = open_sealed.opened(export_of(petition), [held])
    assert facts["name"] == "María Peña"


def test_where_no_key_was_ever_proven_a_name_stays_as_it_is(caplog):
    petition, _identity = sealed_petition()
    signed(petition)
    let_receipts_leave()
    petition.key_proofs.all().delete()
    assert seal_receipted() == 0
    assert "OfflineKeyRefused" in caplog.text
    assert Signature.objects.get().name(open_keys(petition.public_id)) == "María Peña"


def test_a_pending_one_waits_and_a_withdrawn_one_is_emptied():
    petition, identity = sealed_petition()
    sign(petition, wish())
    gone = signed(petition, email="b@example.org")
    gone.withdraw()
    let_receipts_leave()
    assert seal_receipted() == 1
    gone.refresh_from_db()
    assert (bytes(gone.sealed_name), bytes(gone.sealed_offline)) == (b"", b"")
    assert list(open_sealed.opened(export_of(petition), [identity])) == []
    assert seal_receipted() == 0


def test_other_classes_are_never_sealed_offline():
    signed(make_petition(exposure="guarded"))
    assert seal_receipted() == 0


def test_signing_again_after_sealing_is_still_one_signature():
    petition, _identity = sealed_petition()
    signed(petition)
    let_receipts_leave()
    seal_receipted()
    sign(petition, wish(name="MARIA PENA", email="Maria@Example.org"))
    assert Signature.objects.count() == 1
    assert confirm(Signature.objects.get()) is False


def test_the_export_has_only_who_counts():
    petition, identity = sealed_petition()
    kept = signed(petition)
    gone = signed(petition, email="b@example.org")
    let_receipts_leave()
    seal_receipted()
    gone.withdraw()
    [facts] = open_sealed.opened(export_of(petition), [identity])
    assert facts["email"] == "maria@example.org"
    assert kept.pk != gone.pk


def test_only_a_public_key_of_age_is_taken():
    assert check_offline_key("  ") == ""
    identity = x25519.Identity.generate()
    assert check_offline_key(f" {identity.to_public()}\n") == str(identity.to_public())
    for junk in ("age1", "ssh-ed25519 AAAA", str(identity), "x" * 100):
        with pytest.raises(OfflineKeyRefused):
            check_offline_key(junk)


def run_tool(*words: object, given: str = "") -> subprocess.CompletedProcess:
    command = [sys.executable, str(TOOL), *map(str, words)]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


def test_the_tool_makes_a_key_answers_and_opens_a_csv_without_formulas(tmp_path):
    made = run_tool("key", tmp_path / "key")
    public = made.stdout.strip()
    assert check_offline_key(public) == public
    assert (tmp_path / "key").stat().st_mode & 0o77 == 0
    assert run_tool("key", tmp_path / "key").returncode == 1  # never overwritten
    challenge = base64.b64encode(seal_offline({"answer": "OPEN"}, public)).decode()
    assert run_tool("answer", tmp_path / "key", given=challenge).stdout == "OPEN\n"

    petition, _identity = sealed_petition(offline_key=public)
    signed(petition, name="=HYPERLINK(1)", goes_to_target=True)
    signed(petition, name="-José Peña", email="b@example.org", place="Boston|Suffolk County")
    let_receipts_leave()
    seal_receipted()
    (tmp_path / "export").write_bytes(b"".join(offline_file(petition)))
    opened = run_tool("open", tmp_path / "key", tmp_path / "export")
    rows = list(csv.DictReader(io.StringIO(opened.stdout)))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "-José Peña"]
    assert rows[1]["town"] == "Boston"
    agreed = run_tool("open", tmp_path / "key", tmp_path / "export", "--agreed")
    assert list(csv.reader(io.StringIO(agreed.stdout))) == [
        ["name", "town", "county", "state"],
        ["'=HYPERLINK(1)", "", "", "MA"],
    ]


def test_the_tool_refuses_kindly(tmp_path):
    run_tool("key", tmp_path / "key")
    run_tool("key", tmp_path / "other")
    petition, _identity = sealed_petition()
    signed(petition)
    let_receipts_leave()
    seal_receipted()
    export = tmp_path / "export"
    export.write_bytes(b"".join(offline_file(petition)))
    (tmp_path / "junk").write_text("junk")
    for words in (
        ("open", tmp_path / "other", export),
        ("open", tmp_path / "missing", export),
        ("open", tmp_path / "key", tmp_path / "junk"),
        ("answer", tmp_path / "junk"),
    ):
        refused = run_tool(*words, given="junk")
        assert refused.returncode == 1
        assert refused.stderr.startswith("Not done: ")
        assert "Traceback" not in refused.stderr
