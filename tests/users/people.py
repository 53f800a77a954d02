"""Members of staff who log in as people do: by the form, then by a code."""

from django.test import Client

from tests import making
from users.codes import code_at, give_app, step_now

PASSWORD = "snow on the hill all night"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN, CODE, ADMIN, FACTORS = "/admin/login/", "/admin/login/code/", "/admin/", "/admin/factors/"


def person(group: str = "Editors", *, has_app: bool = True, speaks: str = "", **facts):
    made = making.user(group, password=PASSWORD, **facts)
    if has_app:
        give_app(made, SECRET)
    if speaks:
        making.speak(made, speaks)
    return made


def browser() -> Client:
    return Client(headers={"User-Agent": "Planted/1.0", "Accept-Language": "en"})


def give_password(client: Client, someone, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": someone.username, "password": password}, **more)


def code(ahead: int = 0) -> str:
    return code_at(SECRET, step_now() + ahead)


def sign_in(client: Client, someone) -> Client:
    assert give_password(client, someone).url == CODE
    answer = client.post(CODE, {"code": code()})
    assert answer.status_code == 302, answer.content.decode()
    return client
