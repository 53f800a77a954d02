"""The development inbox shows what arrived, lets it do nothing, and exists in development only."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.outbox.inbox_urls")]
MAIL = """\
X-RcptTo: ana@mail.example.org\r
From: Hub <hub@localhost>\r
To: ana@mail.example.org\r
Subject: =?utf-8?q?Confirma_tu_firma=2C_se=C3=B1ora?=\r
Content-Language: es\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=cut\r
\r
--cut\r
Content-Type: text/plain; charset=utf-8\r
\r
Abre https://hub.example.org/es/confirmar/x/ <script>\r
--cut\r
Content-Type: text/html; charset=utf-8\r
\r
<html><head><title>x</title></head><body><a href="https://hub.example.org/">Abre</a></body></html>\r
--cut--\r
"""
NAME = "20261123T220000.000000-aaaaaaaa.eml"


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEBUG = True
    settings.INBOX_DIR = str(tmp_path / "inbox")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / NAME).write_bytes(MAIL.encode())
    (tmp_path / "inbox" / ".half.new").write_text("half")
    (tmp_path / "secret.eml").write_text("Subject: secret")
    return tmp_path / "inbox"


def test_the_list_shows_the_newest_first(client, folder):
    (folder / "20261123T230000.000000-bbbbbbbb.eml").write_text("Subject: Later\n\nx")
    page = client.get("/_inbox/").content.decode()
    assert page.index("Later") < page.index("Confirma tu firma, señora")
    assert "ana@mail.example.org" in page
    assert "half" not in page


def test_an_empty_inbox_says_so(client, folder):
    (folder / NAME).unlink()
    assert "No mail yet." in client.get("/_inbox/").content.decode()


def test_a_mail_shows_its_parts_and_its_source(client, folder):
    response = client.get(f"/_inbox/{NAME}/")
    page = response.content.decode()
    assert '<a href="https://hub.example.org/es/confirmar/x/"' in page
    assert "<script>" not in page
    assert "multipart/alternative" in page
    assert f'src="/_inbox/{NAME}/html/"' in page
    assert response["Cache-Control"].endswith("private")


def test_the_html_part_is_sandboxed_and_its_links_leave_the_frame(client, folder):
    response = client.get(f"/_inbox/{NAME}/html/")
    assert response["Content-Security-Policy"].startswith("sandbox allow-popups ")
    assert "allow-scripts" not in response["Content-Security-Policy"]
    assert "allow-same-origin" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_blank"><title>' in response.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "none.eml",
        "..",
        "../secret.eml",
        "..%2Fsecret.eml",
        ".half.new",
        "%2e%2e%2fsecret.eml",
        "a%00.eml",
    ],
)
@pytest.mark.parametrize("tail", ["", "html/"])
def test_no_other_file_can_be_reached(client, folder, name, tail):
    response = client.get(f"/_inbox/{name}/{tail}")
    assert response.status_code == 404


@pytest.mark.parametrize("path", ["/_inbox/", f"/_inbox/{NAME}/", f"/_inbox/{NAME}/html/"])
def test_outside_development_there_is_no_inbox(client, folder, settings, path):
    assert client.get(path).status_code == 200
    settings.DEBUG = False
    assert client.get(path).status_code == 404
    settings.DEBUG = True
    settings.INBOX_DIR = ""
    assert client.get(path).status_code == 404


def test_the_inbox_speaks_the_language_of_the_browser(client, folder):
    page = client.get("/_inbox/", headers={"accept-language": "es-MX"}).content.decode()
    assert '<html lang="es">' in page
