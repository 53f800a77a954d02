"""Ending the news of a petition by the button of a mail program (RFC 8058): one POST by a machine.

It answers 200 and never leads elsewhere, however often it comes and whatever is left of the row. No
`Origin` is asked for, because it comes from the provider's servers; the token is all it needs, and
ending the news is all that it can do. Opening the address changes nothing: scanners follow links.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from campaigns.addresses import ask_link_url, rights_url
from campaigns.quieting import find_leaver, leave_news
from cms.answering import answer, see_other, unkept
from outbox.counting import count_left
from vault.tokens import TokenUnknown


@method_decorator(csrf_exempt, name="dispatch")
class LeaveNewsView(View):
    def get(self, request: HttpRequest, token: str, language: str) -> HttpResponse:
        """A person is led to where the link to their signature is asked for: providers know this
        address, so it must not open it.
        """
        try:
            signature = find_leaver(token)
        except TokenUnknown:
            return _refused(request)
        if signature is None:
            return see_other(rights_url(language))
        return see_other(ask_link_url(signature.petition.public_id, language))

    def post(self, request: HttpRequest, token: str, language: str) -> HttpResponse:
        try:
            signature = find_leaver(token)
        except TokenUnknown:
            return _refused(request)
        if signature is not None and leave_news(signature):
            count_left(request.GET, signature.language)
        said = _("You get no more news of this petition. Your signature goes on counting.")
        return unkept(HttpResponse(said, content_type="text/plain; charset=utf-8"))


def _refused(request: HttpRequest) -> HttpResponse:
    title, status = _("This link does not work"), HTTPStatus.NOT_FOUND
    context = {"reason": "unknown", "campaign": None}
    return answer(request, "campaigns/link_refused.html", context, title=title, status=status)
