"""The addresses of signing are in mails and on posters: their shape is pinned."""

import re
import uuid
from datetime import date

from campaigns.addresses import confirm_url, integrity_url, sent_url, sign_url
from vault.tokens import derive_token, new_nonce

PETITION = uuid.UUID("11111111-2222-4333-8444-555555555555")
TOKEN = re.compile(r"[\w-]{22}\.[0-9a-f]+\.[a-z0-9]{1,16}\.[\w-]{27}")


def test_the_addresses_of_signing_have_not_changed():
    assert sign_url(PETITION, "en") == f"/en/sign/{PETITION}/"
    assert sign_url(PETITION, "es") == f"/es/firmar/{PETITION}/"
    assert sent_url(PETITION, "t", "en") == f"/en/sign/{PETITION}/check-your-mail/t/"
    assert sent_url(PETITION, "t", "es") == f"/es/firmar/{PETITION}/revisa-tu-correo/t/"
    assert confirm_url("t", "en") == "/en/sign/confirm/t/"
    assert integrity_url(PETITION, "en") == f"/en/sign/{PETITION}/integrity/"
    assert integrity_url(PETITION, "es") == f"/es/firmar/{PETITION}/integridad/"
    assert confirm_url("t", "es") == "/es/firmar/confirmar/t/"


def test_a_mailed_token_keeps_its_shape():
    token = derive_token("confirm", PETITION, new_nonce(), date(2026, 12, 31))
    assert TOKEN.fullmatch(token)
