"""Sharing links carry title and address whole, whatever stands in them."""

from urllib.parse import parse_qs, urlsplit

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.sharing import share_row

PAGE = "https://news.example.org/es/campanas/no-toquen/"
HOSTS = {
    "whatsapp": "wa.me",
    "facebook": "www.facebook.com",
    "x": "x.com",
    "mail": "",
}


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_a_title_arrives_whole_and_adds_nothing(title):
    links = {link["kind"]: link["url"] for link in share_row(title, PAGE)}
    text = [f"{title} {PAGE}"]
    assert asked(links["whatsapp"]) == {"text": text}
    assert asked(links["x"]) == {"text": text}
    assert asked(links["facebook"]) == {"u": [PAGE]}
    assert asked(links["mail"]) == {"subject": [title], "body": text}


def test_each_link_leads_where_it_says_and_whatsapp_comes_first():
    links = share_row('Manos "fuera" & <ya>\r\nBcc: eva@example.org', PAGE)
    assert {link["kind"]: urlsplit(link["url"]).netloc for link in links} == HOSTS
    assert links[0]["kind"] == "whatsapp"
    for link in links:
        assert urlsplit(link["url"]).scheme == ("mailto" if link["kind"] == "mail" else "https")
        assert not set(link["url"]) & set('"<>\r\n ')


def test_labels_speak_the_readers_language():
    with translation.override("es"):
        labels = [link["label"] for link in share_row("título", PAGE)]
    assert labels == ["WhatsApp", "Facebook", "X", "Correo electrónico"]
