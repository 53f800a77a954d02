"""Which language a request is answered in, where its address names none."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "words"),
    [("es-MX,es;q=0.9,en;q=0.5", "Iniciar sesión"), ("en-US", "Sign in"), ("fr", "Sign in")],
)
def test_staff_sign_in_in_the_language_of_their_browser(reader, header, words):
    page = reader.get("/admin/login/", headers={"Accept-Language": header})
    assert words in page.content.decode()
