"""Renewing what stands on every page: name, logo, icon, banner, menus, foot, the call for tips.

Nobody has to know what a change touches: the frame of a page is made as readers get it, and where
it differs from the last one that caches were told of, they forget every page.
"""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from cms.editions import Edition
from cms.languages import LANGUAGES
from cms.purging import has_caches, purge_all
from cms.reading import Head, set_head

# A page's own text is missing, nothing else; the call for tips stands below stories.
FRAMES = ("base.html", "home/around.html")


def renew() -> bool:
    """Has all caches forget every page if something else stands on all of them now; returns
    whether it does. The digest and what caches are told are one transaction.
    """
    if not has_caches():
        return False
    digest = digest_of_frames()
    with transaction.atomic():
        is_changed = Edition.objects.turn(digest)
        if is_changed:
            purge_all()
    return is_changed


def digest_of_frames() -> str:
    """Of both languages. Eight queries at most."""
    digest = sha256()
    for language in LANGUAGES:
        with translation.override(language):
            request = _blank_page(language)
            for template in FRAMES:
                digest.update(render_to_string(template, request=request).encode())
    return digest.hexdigest()


def _blank_page(language: str) -> HttpRequest:
    """A reader's request for a page that says nothing."""
    site, request = urlsplit(settings.BASE_URL), HttpRequest()
    request.method = "GET"
    request.path = request.path_info = f"/{language}/-/"
    request.META |= {"HTTP_HOST": site.netloc, "SERVER_NAME": site.hostname or ""}
    request.META["SERVER_PORT"] = str(site.port or 443)
    set_head(request, Head(""))
    return request
