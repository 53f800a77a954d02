"""Reading answers and mails as a signer would."""

import html
import re


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def link_in(sink) -> str:
    body = sink.received[-1].message.get_body(("plain",)).get_content()
    return re.search(r"http://testserver(/\S+/(?:confirmar|confirm)/\S+)", body)[1]
