"""A person's way in as the admin shows it: their sessions and second factors; and, to who may, what
can be done when a telephone is lost or somebody leaves.
"""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from users.ending_sessions import end_session, end_sessions
from users.inviting import GOOD_DAYS, invite
from users.models import User
from users.second_factor import factors_of
from users.sessions import digest_of
from users.stewarding import may_steward, reset_factors


class AccessView(View):
    """Without a number it is one's own."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.me = cast(User, request.user)
        pk = kwargs.get("pk", self.me.pk)
        self.person = get_object_or_404(User.objects.select_related("wagtail_userprofile"), pk=pk)
        self.is_own = pk == self.me.pk
        if not self.is_own and not may_steward(self.me, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        context = {
            "heading": _("Sessions and second factors"),
            "person": self.person,
            "is_own": self.is_own,
            "sessions": self.sessions(),
            "factors": list(factors_of(self.person)),
        }
        return render(request, "users/admin/access.html", context)

    def sessions(self) -> list[dict[str, Any]]:
        alive = self.person.sessions.filter(expire_date__gt=timezone.now())
        mine = digest_of(self.request.session.session_key or "")
        return [
            {"row": row, "digest": row.session_key, "is_this": row.session_key == mine}
            for row in alive.order_by("-seen_on", "-began_on", "session_key")
        ]

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        deed = request.POST.get("deed", "")
        if deed == "invite" and not self.is_own:
            return show_link(request, self.person, invite(self.person, by=self.me))
        if deed == "reset" and not self.is_own:
            reset_factors(self.person, by=self.me)
            messages.success(request, _("The second factors are gone, and all sessions ended."))
        elif deed == "end":
            self.end(request.POST.get("session", ""))
        elif deed == "end_all":
            end_sessions(self.person, by=self.me, but=request.session.session_key)
            messages.success(request, _("The sessions have ended."))
        return redirect(request.path)

    def end(self, digest: str) -> None:
        if end_session(self.person, digest.replace("\0", "")[:40], by=self.me):
            messages.success(self.request, _("The session has ended."))
        else:
            messages.info(self.request, _("That session had ended already."))


def show_link(request: HttpRequest, person: User, link: str) -> HttpResponse:
    """Once, on this screen: the link stands nowhere."""
    heading = _("A link to begin with")
    context = {"heading": heading, "person": person, "link": link, "days": GOOD_DAYS}
    response = render(request, "users/admin/invited.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
