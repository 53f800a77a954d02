"""What a campaign page answers at addresses of its own: earlier letters, all its updates, and the
feed of them.
"""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from campaigns.feeding_updates import feed_of
from campaigns.letter_versions import changes_of
from campaigns.updates import CampaignUpdatePage
from cms.feeding import answer, known_form
from cms.languages import LANGUAGES, path_word
from cms.reading import Head, newsroom_of, set_head
from cms.syndicating import in_each_form


def in_each_language(word: str, rest: str = "") -> Any:
    def register(view: Any) -> Any:
        for language in LANGUAGES:
            address = f"{path_word(word, language)}/{rest}"
            view = path(address, name=f"{word}-{language}")(view)
        return view

    return register


class LetterKeeping(RoutablePageMixin, models.Model):
    """A page whose published `letter` is kept (campaigns/receivers.py)."""

    class Meta:
        abstract = True

    def letter_changes(self) -> list[dict[str, Any]]:
        page: Any = self
        language = page.locale.language_code
        word = path_word("letter", language)
        return [
            change | {"url": f"{page.url}{word}/{change['before']}/"}
            for change in changes_of(page.petition, language)
        ]

    def updates_url(self) -> str:
        page: Any = self
        return f"{page.url}{path_word('updates', page.locale.language_code)}/"

    def feed_url(self) -> str:
        page: Any = self
        return f"{page.url}{path_word('feed', page.locale.language_code)}/"

    def shown_at(self) -> list[str]:
        """The list of its updates and their feeds: caches forget them with the page."""
        page: Any = self
        above = page.url.rstrip("/").rpartition("/")[0]
        feeds = [self.feed_url(), f"{above}/{path_word('feed', page.locale.language_code)}/"]
        return [self.updates_url(), *(each for feed in feeds for each in in_each_form(feed))]

    def get_route_paths(self) -> list[str]:
        """What Wagtail makes redirects of when the page moves: also the list and its feeds."""
        page: Any = self
        below = [path for path in self.shown_at() if path.startswith(page.url)]
        return ["/", *(path.removeprefix(page.url.rstrip("/")) for path in below)]

    @in_each_language("letter", "<int:key>/")
    def earlier_letter(self, request: HttpRequest, key: int) -> HttpResponse:
        """A letter as some have signed it; search engines keep to the newest."""
        page: Any = self._under(request, "letter")
        versions = page.petition.letters.filter(language=page.locale.language_code)
        version = versions.filter(pk=min(key, 2**63 - 1)).first()
        if version is None:
            raise Http404
        overrides = {"version": version}
        response = self.render(
            request, context_overrides=overrides, template="campaigns/earlier_letter.html"
        )
        set_head(request, Head(_("An earlier letter"), is_indexable=False))
        return response

    @in_each_language("updates")
    def all_updates(self, request: HttpRequest) -> HttpResponse:
        page: Any = self._under(request, "updates")
        found = CampaignUpdatePage.objects.child_of(page).newest_first()
        overrides = {"updates": [update.as_update() for update in found]}
        response = self.render(
            request, context_overrides=overrides, template="campaigns/updates.html"
        )
        set_head(request, Head(page.title, is_indexable=False))
        return response

    @in_each_language("feed")
    @in_each_language("feed", "<slug:form>/")
    def feed(self, request: HttpRequest, form: str = "") -> HttpResponse:
        page: Any = self._under(request, "feed")
        newsroom = newsroom_of(request)
        return answer(feed_of(page, self.feed_url(), newsroom, known_form(form)))

    def _under(self, request: HttpRequest, word: str) -> Any:
        """This page. Raises Http404 under the other language's word."""
        page: Any = self
        if (
            f"/{path_word(word, page.locale.language_code)}/"
            not in request.path[len(page.url) - 1 :]
        ):
            raise Http404
        return page
