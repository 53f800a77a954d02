"""Every mail of development ends in one whole file."""

import smtplib
import subprocess
import sys
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest

from dev.bootstrap import ROOT
from dev.servers import free_port


@pytest.fixture
def inbox(tmp_path):
    folder, port = tmp_path / "inbox", free_port()
    command = [sys.executable, "-m", "dev.inbox", str(port), str(folder)]
    process = subprocess.Popen(command, cwd=ROOT)
    yield folder, port
    process.terminate()
    assert process.wait(10) == 0


def connected(port: int) -> smtplib.SMTP:
    for _ in range(200):
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=5)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the inbox does not answer")


def test_each_message_is_one_file_with_its_envelope(inbox):
    folder, port = inbox
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["From"], mail["To"] = "Confirma tu firma", "hub@localhost", "a@b.example"
    mail.set_content("¡Hola, Ñandú!\n.\n.. puntos\n")
    with connected(port) as client:
        client.send_message(mail)
        client.send_message(mail, to_addrs=["c@d.example"])
    first, second = sorted(folder.iterdir())
    assert {first.suffix, second.suffix} == {".eml"}
    kept = message_from_bytes(first.read_bytes(), policy=default)
    assert kept["X-RcptTo"] == "a@b.example"
    assert kept["X-MailFrom"] == "hub@localhost"
    assert kept["Subject"] == "Confirma tu firma"
    assert kept.get_content().splitlines() == ["¡Hola, Ñandú!", ".", ".. puntos"]
    assert b"X-RcptTo: c@d.example" in second.read_bytes()
