"""The screens of the tablet at a rally. No answer is kept, none shows the person before."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from campaigns import kiosk
from campaigns.addresses import receipt_url
from campaigns.collected import RIGHT, Collection
from campaigns.in_person import NotInPerson
from campaigns.models import CampaignPage
from campaigns.rally_forms import RallyForm, UnlockForm
from campaigns.rallying import RallyOver, sign_in_person
from campaigns.receipt_codes import spaced
from campaigns.signing import PetitionClosed
from cms.answering import see_other, unkept
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.pausing import refuse
from cms.policy import POLICY
from vault.keystore import KeyMissing
from vault.switches import Switch, SwitchedOff

FORM_FIELD = "of"


class KioskView(View):
    """Within a locked session, in the language of the address, without any frame of the admin."""

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        if kwargs["language"] not in LANGUAGES:
            raise Http404
        if not kiosk.is_locked(request):
            return redirect("rally")
        self.language = kwargs["language"]
        self.collections = kiosk.collections_of(request)
        with translation.override(self.language):
            response: Any = super().dispatch(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        return unkept(response)

    def show(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        common = {
            "language": self.language,
            "lock_url": reverse("rally_lock", args=[self.language]),
        }
        path = f"campaigns/rally/{template}.html"
        return render(self.request, path, common | context, status=status)


class FormView(KioskView):
    """The form of one petition. A GET is always an empty one."""

    def get(self, request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
        collection = self.collections.get(str(public_id))
        if collection is None:
            return self.to_first()
        form_id = uuid4().hex
        kiosk.keep(request, form=form_id)
        return self.show_form(collection, RallyForm(collection.petition, prefix=form_id))

    def post(self, request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
        collection = self.collections.get(str(public_id))
        form_id = request.POST.get(FORM_FIELD, "")
        if collection is None or not kiosk.is_current_form(request, form_id):
            return see_other(reverse("rally_done", args=[language, public_id]))
        turn = request.POST.get("turn", "")
        if turn in LANGUAGES:
            return self.turn(collection, form_id, turn)
        form = RallyForm(collection.petition, request.POST, prefix=form_id)
        if not form.is_valid():
            return self.show_form(collection, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.take(collection, form, UUID(form_id))

    def take(self, collection: Collection, form: RallyForm, form_id: UUID) -> HttpResponse:
        try:
            code = sign_in_person(collection, form.given(self.language), form_id)
        except (PetitionClosed, RallyOver, NotInPerson):
            return self.show("closed", self.around(collection), status=HTTPStatus.GONE)
        except SwitchedOff:
            return self.show_form(collection, form, status=refuse(form, Switch.SIGNING))
        except KeyMissing:
            said = _("Signing is interrupted right now. Please try again in a moment.")
            form.add_error(None, said)
            return self.show_form(collection, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
        kiosk.keep_receipt(self.request, code)
        return see_other(self.address("rally_done", collection))

    def turn(self, collection: Collection, form_id: str, language: str) -> HttpResponse:
        """The same form in the other language, with what was typed still in it."""
        self.language = language
        with translation.override(language):
            prefix = f"{form_id}-"
            typed = {
                key.removeprefix(prefix): value
                for key, value in self.request.POST.items()
                if key.startswith(prefix)
            }
            form = RallyForm(collection.petition, initial=typed, prefix=form_id)
            return self.show_form(collection, form)

    def show_form(
        self, collection: Collection, form: RallyForm, *, status: int = 200
    ) -> HttpResponse:
        around = self.around(collection)
        if not collection.petition.is_open or collection.ended_at or collection.undo_asked_at:
            return self.show("closed", around, status=HTTPStatus.GONE)
        if around["page"] is None:
            return self.to_first()
        context = around | {"form": form, "form_id": form.prefix, "form_field": FORM_FIELD}
        return self.show("form", context, status=status)

    def around(self, collection: Collection) -> dict[str, Any]:
        """What stands around the form: the petition, the others of this tablet, the languages."""
        petitions = [each.petition_id for each in self.collections.values()]
        pages = CampaignPage.objects.live().filter(petition__in=petitions)
        found = list(pages.select_related("petition", "locale").order_by("title"))
        mine = [page for page in found if page.petition_id == collection.petition_id]
        here = [page for page in found if page.locale.language_code == self.language]
        page = next((page for page in mine if page in here), None)
        return {
            "page": page,
            "facts": page.petition_facts() if page else {},
            "action": self.address("rally_form", collection),
            "done_url": self.address("rally_done", collection),
            "petitions": [self.door(each, is_current=each == page) for each in here],
            "languages": self.tongues({page.locale.language_code for page in mine}),
        }

    def door(self, page: CampaignPage, *, is_current: bool) -> dict[str, Any]:
        url = reverse("rally_form", args=[self.language, page.petition.public_id])
        return {"title": page.title, "url": url, "is_current": is_current}

    def tongues(self, codes: set[str]) -> list[dict[str, Any]]:
        return [
            {"code": code, "name": NATIVE_NAMES[code], "is_current": code == self.language}
            for code in LANGUAGES
            if code in codes
        ]

    def address(self, name: str, collection: Collection) -> str:
        return reverse(name, args=[self.language, collection.petition.public_id])

    def to_first(self) -> HttpResponse:
        """To a petition and language that this tablet has."""
        petitions = [each.petition_id for each in self.collections.values()]
        pages = CampaignPage.objects.live().filter(petition__in=petitions)
        codes = {page.locale.language_code: page for page in pages.select_related("locale")}
        page = codes.get(self.language) or next(iter(codes.values()), None)
        if page is None:
            return see_other(reverse("rally_lock", args=[self.language]))
        code = page.locale.language_code
        return see_other(reverse("rally_form", args=[code, page.petition.public_id]))


class DoneView(FormView):
    """Thanks, without a name; the receipt code stands here once."""

    def get(self, request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
        collection = self.collections.get(str(public_id))
        code = kiosk.take_receipt(request)
        if collection is None or not code:
            return see_other(reverse("rally_form", args=[language, public_id]))
        return self.show("done", self.around(collection) | self.receipt(code))

    def receipt(self, code: str) -> dict[str, str]:
        address = (settings.BASE_URL + receipt_url(self.language)).partition("://")[2]
        return {"code": spaced(code), "receipt_address": address}

    def post(self, request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
        return see_other(reverse("rally_form", args=[language, public_id]))


class LockView(KioskView):
    """Where the steward types their password; every other address of staff leads here."""

    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        return self.show_lock(UnlockForm())

    def post(self, request: HttpRequest, language: str) -> HttpResponse:
        form = UnlockForm(request.POST)
        if form.is_valid():
            if kiosk.unlock(request, form.cleaned_data["password"]):
                return see_other(reverse("rally"))
            if not request.user.is_authenticated:
                return see_other(reverse("wagtailadmin_login"))
            form.add_error("password", _("This is not the password of who started the rally."))
        return self.show_lock(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def show_lock(self, form: UnlockForm, *, status: int = 200) -> HttpResponse:
        first = next(iter(self.collections), None)
        back = reverse("rally_form", args=[self.language, first]) if first else ""
        return self.show("lock", {"form": form, "back": back}, status=status)
