"""Pausing: what readers are told while somebody in charge has stopped something, see
vault/switches.py.

Pages are kept by caches, so a form may still stand there: it is answered kindly, with 503 and with
what was typed still in it.
"""

from collections.abc import Iterable
from http import HTTPStatus

from django.forms import Form
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault.switches import RETRY_SECONDS, Switch, is_any_off

# Before a form, and in it once it was sent.
NOTICES: dict[Switch, Promise] = {
    Switch.SIGNING: _("Signing is stopped for the moment. Please come back a little later."),
    Switch.SUBSCRIBING: _(
        "Subscribing is stopped for the moment. Please come back a little later."
    ),
    Switch.TIPS: _(
        "This form is stopped for the moment. Please take one of the safer ways, or come back "
        "later."
    ),
}
REFUSALS: dict[Switch, Promise] = {
    Switch.SIGNING: _(
        "Signing is stopped for the moment, so nothing was stored. What you typed is still here: "
        "please send it again a little later."
    ),
    Switch.SUBSCRIBING: _(
        "Subscribing is stopped for the moment, so nothing was stored. What you typed is still "
        "here: please send it again a little later."
    ),
    Switch.TIPS: _(
        "This form is stopped for the moment, so nothing was stored. What you wrote is still here: "
        "copy it if you need it, or take one of the safer ways above."
    ),
}
LINK_STAYS = _(
    "This is stopped for the moment, so nothing was changed. Your link stays good: please open it "
    "again a little later."
)


def notices(stopped: Iterable[str]) -> dict[str, Promise]:
    """By the name of the switch, for templates."""
    return {name: NOTICES[Switch(name)] for name in stopped if name in NOTICES}


def refuse(form: Form, switch: Switch) -> HTTPStatus:
    """Say in the form why nothing was taken; returns the status of the answer."""
    form.is_stopped = True  # type: ignore[attr-defined]  # for components/error_summary.html
    form.add_error(None, str(REFUSALS[switch]))
    return HTTPStatus.SERVICE_UNAVAILABLE


def tell_when(response: HttpResponse) -> None:
    """Whoever is refused for the moment is told when to come back, machines too. While something is
    stopped a refusal is no error: a surge of them would fill logs and bury what is one.
    """
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
        if is_any_off():
            response._has_been_logged = True  # type: ignore[attr-defined]  # see django.utils.log
