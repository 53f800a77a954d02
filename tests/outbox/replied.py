"""Mails that people and machines answer with."""

import base64
import json
from email.message import EmailMessage

OURS = {"en": "answers@example.org", "es": "respuestas@example.org"}
SECRET = "provider:0123456789abcdef"


def mail(text: str = "sí, confirmo", *, to: str = OURS["es"], **headers: str) -> EmailMessage:
    made = EmailMessage()
    told = {"From": "María <maria@mail.example>", "To": to, "Subject": "Re: Por favor confirma"}
    told |= {name.replace("_", "-"): said for name, said in headers.items()}
    for name, value in told.items():
        made[name] = value
    made.set_content(text)
    return made


def from_postmark(**facts: object) -> str:
    told = {
        "FromFull": {"Email": "maria@mail.example", "Name": "María"},
        "ToFull": [{"Email": OURS["es"]}],
        "OriginalRecipient": OURS["es"],
        "Subject": "Re: Confirma",
        "TextBody": "sí, confirmo",
        "Headers": [{"Name": "Return-Path", "Value": "<maria@mail.example>"}],
    }
    return json.dumps(told | facts)


def hand_over(client, content: str, secret: str = SECRET, provider: str = "postmark"):
    signed = base64.b64encode(secret.encode()).decode()
    headers = {"Authorization": f"Basic {signed}"}
    address = f"/hooks/inbound/{provider}/"
    return client.post(address, content, content_type="application/json", headers=headers)
