"""What robots are told: where the maps are, and where nothing is for them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.languages import LANGUAGES, path_word
from cms.mapping import INDEX, NEWS

# Places of staff and machines, and pages whose address is a person's key: those that come from a
# mail and those that a form leads to. Search engines never index them either (cms/answering.py).
PLACES = ("/admin/", "/footnotes/", "/hooks/", "/_inbox/")
KEYED = {
    "sign": ("confirm", "manage", "one click", "new address"),
    "sign */": ("sent", "outcome", "ask link"),
    "subscribe": ("confirm", "sent", "preferences", "one click"),
    "tips": ("told",),
}
KEYED_WHOLE = ("guest", "partner", "receipt", "tell")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A site that is not to be found says so at each page (cms/hiding.py), which must be read
    for that: so it forbids nothing, and tells of no map.
    """
    maps = [f"Sitemap: {settings.BASE_URL}{path}" for path in (INDEX, NEWS)]
    forbidden = [f"Disallow: {path}" for path in forbidden_paths()]
    lines = [*forbidden, "", *maps] if settings.SEARCH_ENGINES else ["Disallow:"]
    return HttpResponse(
        "\n".join(["User-agent: *", *lines, ""]), content_type="text/plain; charset=utf-8"
    )


def forbidden_paths() -> list[str]:
    paths = [*PLACES]
    for language in LANGUAGES:
        for place, words in KEYED.items():
            word, _, between = place.partition(" ")
            root = f"/{language}/{path_word(word, language)}/{between}"
            paths += [f"{root}{path_word(each, language)}/" for each in words]
        paths += [f"/{language}/{path_word(word, language)}/" for word in KEYED_WHOLE]
    return paths
