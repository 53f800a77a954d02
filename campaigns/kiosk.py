"""The tablet at a rally: a staff session that reaches the rally's own screens and nothing else.

The lock is in the session, so it holds whatever address a passer-by types; the password of who is
signed in opens it.
"""

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from campaigns.collected import Collection
from campaigns.rallying import end_rally
from cms.answering import see_other
from cms.languages import preferred_language
from vault.sealing import CannotUnseal, house_keys, seal, unseal

KEY = "rally"
OPEN_ADDRESS = re.compile(r"/admin/rally/(?:en|es)/[^?#]*\Z")
RECEIPT_BOUND = "campaigns.rally|receipt"
MOST_TRIES = 5


class KioskMiddleware:
    """A locked session is led back to the lock from every address of staff but the rally's."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = getattr(request, "session", None)
        if session is None or KEY not in session or OPEN_ADDRESS.match(request.path_info):
            return self.answer(request)
        return see_other(reverse("rally_lock", args=[preferred_language(request)]))


def lock(request: HttpRequest, collections: Mapping[UUID, Collection]) -> None:
    """From now on this session is the tablet's. A new session key makes browsers drop the pages
    that they kept for their back button.
    """
    pks = {str(public_id): collection.pk for public_id, collection in collections.items()}
    request.session[KEY] = {"collections": pks, "form": "", "receipt": "", "tries": 0}
    request.session.cycle_key()


def is_locked(request: HttpRequest) -> bool:
    return KEY in request.session


def collections_of(request: HttpRequest) -> dict[str, Collection]:
    """The collections of this tablet by the public id of their petition."""
    pks = request.session[KEY]["collections"]
    rows = Collection.objects.select_related("petition", "partner").in_bulk(pks.values())
    return {public_id: rows[pk] for public_id, pk in pks.items() if pk in rows}


def keep(request: HttpRequest, **facts: str) -> None:
    request.session[KEY] = request.session[KEY] | facts


def is_current_form(request: HttpRequest, form_id: str) -> bool:
    """Whether this form is the last one shown empty: an older one was somebody else's."""
    return bool(form_id) and request.session[KEY]["form"] == form_id


def keep_receipt(request: HttpRequest, code: str) -> None:
    """Sealed, until its one screen is shown."""
    sealed = seal(code, keys=house_keys(), bound_to=RECEIPT_BOUND)
    keep(request, receipt=sealed.hex(), form="")


def take_receipt(request: HttpRequest) -> str:
    """The code of the last signature; empty once it was shown."""
    sealed = request.session[KEY]["receipt"]
    if not sealed:
        return ""
    keep(request, receipt="")
    try:
        return unseal(bytes.fromhex(sealed), keys=house_keys(), bound_to=RECEIPT_BOUND)
    except CannotUnseal:
        return ""


def unlock(request: HttpRequest, password: str) -> bool:
    """End the rally by the password of who started it; five wrong ones sign them out."""
    if request.user.check_password(password):
        for collection in collections_of(request).values():
            end_rally(collection)
        del request.session[KEY]
        request.session.cycle_key()
        return True
    tries = request.session[KEY]["tries"] + 1
    request.session[KEY] = request.session[KEY] | {"tries": tries}
    if tries >= MOST_TRIES:
        logout(request)
    return False
