"""A partner reads its own number: an address of its own, no log-in, nothing about a person."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.frames import snippet
from campaigns.models import Partner
from campaigns.partner_numbers import FEWEST, door_of, numbers_of, partner_behind
from campaigns.short_links import short_links
from cms.answering import answer
from cms.languages import LANGUAGES, NATIVE_NAMES
from vault.tokens import TokenExpired, TokenUnknown


def partner_url(partner: Partner, language: str) -> str:
    """Absolute; whoever has it reads the number."""
    return settings.BASE_URL + reverse(f"partner-{language}", args=[door_of(partner).token()])


@require_safe
def partner_number(request: HttpRequest, token: str, language: str) -> HttpResponse:
    try:
        partner = partner_behind(token)
    except (TokenExpired, TokenUnknown) as refusal:
        return _refused(request, refusal)
    pages = partner.petition.pages.live().select_related("locale")
    titles = {page.locale.language_code: page.title for page in pages}
    told = numbers_of(partner)
    context = {
        "partner": partner.name,
        "petition_title": titles.get(language) or _("Petition"),
        "total": told["total"],
        "rows": [
            {"language": NATIVE_NAMES[code], "code": code, "count": told["languages"][code]}
            for code in LANGUAGES
        ],
        "fewest": FEWEST,
        "means": means_of(partner, titles),
    }
    title = _("Signatures by your link")
    return answer(request, "campaigns/partner_number.html", context, title=title)


def means_of(partner: Partner, titles: dict[str, str]) -> list[dict[str, str]]:
    """A link to pass on and a frame to embed, in each language that the campaign is live in."""
    petition = partner.petition
    return [
        {
            "code": code,
            "language": NATIVE_NAMES[code],
            "link": short_links(petition, code, [partner.slug])[partner.slug],
            "snippet": snippet(petition.public_id, code, titles[code], partner.slug),
        }
        for code in LANGUAGES
        if code in titles
    ]


def _refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    is_over = isinstance(refusal, TokenExpired)
    status = HTTPStatus.GONE if is_over else HTTPStatus.NOT_FOUND
    title = _("This link does not work")
    context = {"is_over": is_over}
    return answer(request, "campaigns/partner_refused.html", context, title=title, status=status)
