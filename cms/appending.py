"""What a story answers at addresses below its own: its events as calendar files, its videos."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.embedding import EmbedBlock, player_of
from cms.inviting import EventBlock, calendar_file
from cms.languages import LANGUAGES, path_word
from cms.policy import policy_with_frame
from cms.reading import Head, set_head

View = Callable[..., HttpResponse]


def below(word: str) -> Callable[[View], View]:
    """One part's address in each language: `<story>/<word>/<id of the part>/`."""

    def register(view: View) -> View:
        for language in LANGUAGES:
            address = f"{path_word(word, language)}/<uuid:key>/"
            view = path(address, name=f"{word}-{language}")(view)
        return view

    return register


class Storied(RoutablePageMixin, models.Model):
    """A page with a `body` of story parts."""

    class Meta:
        abstract = True

    def calls_in_its_text(self) -> bool:
        """The story asks for signatures itself: a second card below would say it twice."""
        page: Any = self
        return any(block["type"] == "campaign_call" for block in page.body.raw_data)

    def shown_at(self) -> list[str]:
        """The addresses of its events and videos."""
        page: Any = self
        words = ((EventBlock, "event"), (EmbedBlock, "video"))
        return [
            f"{page.url}{path_word(word, page.locale.language_code)}/{part.id}/"
            for part in page.body
            for kind, word in words
            if isinstance(part.block, kind)
        ]

    @below("event")
    def event_file(self, request: HttpRequest, key: UUID) -> HttpResponse:
        event = self._part(request, "event", key, EventBlock)
        response = HttpResponse(
            calendar_file(event, key=str(key), page=self), content_type="text/calendar"
        )
        name = _("event")
        response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
        return response

    @below("video")
    def video_page(self, request: HttpRequest, key: UUID) -> HttpResponse:
        video = self._part(request, "video", key, EmbedBlock)
        player = player_of(video["url"])
        if player is None:
            raise Http404
        overrides = {"video": video, "player": player}
        response = self.render(request, context_overrides=overrides, template="cms/video.html")
        set_head(request, Head(video["title"], is_indexable=False))
        response["Content-Security-Policy"] = policy_with_frame(player.origin)
        return response

    def _part(self, request: HttpRequest, word: str, key: UUID, kind: type) -> Any:
        """The value of one part of this story. Raises Http404 under the other language's word."""
        page: Any = self
        if f"/{path_word(word, page.locale.language_code)}/{key}/" not in request.path:
            raise Http404
        for child in page.body:
            if child.id == str(key) and isinstance(child.block, kind):
                return child.value
        raise Http404
