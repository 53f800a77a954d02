"""Sharing links carry title and address whole, whatever stands in them."""

from urllib.parse import parse_qs, urlsplit

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.sharing import WAYS, invitation, share_row

LINKS = {way: f"https://news.example.org/s/{way}" for way in WAYS}
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
    links = {link["kind"]: link["url"] for link in share_row(title, LINKS)}
    text = {way: [f"{invitation(title)} {LINKS[way]}"] for way in WAYS}
    assert asked(links["whatsapp"]) == {"text": text["whatsapp"]}
    assert asked(links["x"]) == {"text": text["x"]}
    assert asked(links["facebook"]) == {"u": [LINKS["facebook"]]}
    assert asked(links["mail"]) == {"subject": [title], "body": text["mail"]}


def test_each_link_leads_where_it_says_and_whatsapp_comes_first():
    links = share_row('Manos "fuera" & <ya>\r\nBcc: eva@example.org', LINKS)
    assert {link["kind"]: urlsplit(link["url"]).netloc for link in links} == HOSTS
    assert links[0]["kind"] == "whatsapp"
    for link in links:
        assert urlsplit(link["url"]).scheme == ("mailto" if link["kind"] == "mail" else "https")
        assert not set(link["url"]) & set('"<>\r\n ')


def test_words_and_labels_speak_the_readers_language_and_tell_nothing_of_the_sender():
    with translation.override("es"):
        assert [link["label"] for link in share_row("título", LINKS)] == [
            "WhatsApp",
            "Facebook",
            "X",
            "Correo electrónico",
        ]
        assert invitation("Manos fuera") == "Léela y decide si la firmas: Manos fuera"
    assert invitation("Hands off") == "Read it and decide whether to sign: Hands off"
