"""The news index and what is routed below it, in both languages: the pages of topics, authors,
series and tags.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.courtesy import Courteous
from cms.feeding import known_form
from cms.languages import LANGUAGES, NATIVE_NAMES, PATH_WORDS, path_word
from cms.models import BasePage, Topic
from cms.picturing import picture_markup
from cms.reading import Head, note_older_page, set_head, tell_machines
from cms.shaping import PORTRAIT
from news.authors import Author
from news.feeds import feed_of
from news.posts import PostPage, PostQuerySet
from news.series import Series
from news.structuring import person
from news.tags import PostTag

PAGE_SIZE = 12
NEWEST = 3  # stories offered in place of one that is missing
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
BEFORE = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")
View = Callable[..., HttpResponse]


def routed(word: str, below: str = "") -> Callable[[View], View]:
    """Both languages' addresses of one kind of page, and of what stands below it."""

    def register(view: View) -> View:
        for language in LANGUAGES:
            address = f"{PATH_WORDS[word][language]}/<slug:slug>/{below}"
            view = path(address, name=f"{word}-{language}")(view)
        return view

    return register


class NewsIndexPage(Courteous, RoutablePageMixin, BasePage):
    """Every post of one language, newest first."""

    max_count_per_parent = 1
    subpage_types = ["news.PostPage"]
    parent_page_types = ["home.HomePage"]
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    @path("")
    def everything(self, request: HttpRequest) -> HttpResponse:
        response = self.render(request, context_overrides=self._listing(request, self.posts()))
        note_older_page(request)
        return response

    @routed("topic")
    def topic_page(self, request: HttpRequest, slug: str) -> HttpResponse:
        topic = self._routed(request, Topic, slug)
        posts = self.posts().filter(post_topics__topic=topic)
        facts = {"topic": {"name": topic.name, "description": topic.description}}
        return self._render_routed(request, topic, posts, facts, "news/topic_page.html")

    @routed("author")
    def author_page(self, request: HttpRequest, slug: str) -> HttpResponse:
        author = self._routed(request, Author, slug)
        posts = self.posts().filter(post_authors__author=author)
        facts = {
            "author": {
                "name": author.name,
                "role": author.role,
                "biography": author.biography,
                "picture": picture_markup(author.picture, author.name, place=PORTRAIT),
            }
        }
        response = self._render_routed(request, author, posts, facts, "news/author_page.html")
        tell_machines(request, person(author, settings.BASE_URL + request.path))
        return response

    @routed("topic", "feed/")
    @routed("topic", "feed/<slug:form>/")
    def topic_feed(self, request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
        topic = self._routed(request, Topic, slug)
        posts = self.posts().filter(post_topics__topic=topic)
        return feed_of(request, topic, posts, known_form(form))

    @routed("author", "feed/")
    @routed("author", "feed/<slug:form>/")
    def author_feed(self, request: HttpRequest, slug: str, form: str = "") -> HttpResponse:
        author = self._routed(request, Author, slug)
        posts = self.posts().filter(post_authors__author=author)
        return feed_of(request, author, posts, known_form(form))

    def courtesy_title(self) -> str:
        return gettext("This story is not in %(language)s yet") % {"language": self.language()}

    def newest(self) -> dict[str, Any]:
        posts = self.posts().newest_first().as_teasers()
        return {"teasers": [post.as_teaser() for post in posts[:NEWEST]]}

    @routed("series")
    def series_page(self, request: HttpRequest, slug: str) -> HttpResponse:
        series = self._routed(request, Series, slug)
        parts = series.parts().child_of(self).as_teasers()
        facts = {
            "series": {"name": series.name, "description": series.description},
            "teasers": [post.as_teaser() for post in parts],
            "pager": None,
        }
        nothing = self.posts().none()
        return self._render_routed(request, series, nothing, facts, "news/series_page.html")

    @routed("tag")
    def tag_page(self, request: HttpRequest, slug: str) -> HttpResponse:
        language = self.locale.language_code
        posts = self.posts().filter(post_tags__slug=slug, post_tags__locale=self.locale)
        tag = PostTag.objects.filter(slug=slug, page__in=posts).first()
        if tag is None or f"/{path_word('tag', language)}/" not in request.path:
            raise Http404
        context = self._listing(request, posts.distinct()) | {"tag": tag.name}
        response = self.render(request, context_overrides=context, template="news/tag_page.html")
        alternates = self._versions(tag, PostTag.objects.filter(page__live=True))
        set_head(request, Head(tag.name, alternates=alternates))
        note_older_page(request)
        return response

    def posts(self) -> PostQuerySet:
        return PostPage.objects.child_of(self).live()

    def get_route_paths(self) -> list[str]:
        """Also what is routed below: it moves with this page."""
        language = self.locale.language_code
        rows = [
            row
            for kind in (Topic, Author, Series)
            for row in kind._default_manager.filter(locale=self.locale, live=True)
        ]
        below = [path for row in rows for path in row.paths_within("/", language)]
        slugs = PostTag.objects.filter(page__in=self.posts()).values_list("slug", flat=True)
        tags = [PostTag(slug=slug).path_within("/", language) for slug in slugs.distinct()]
        return [*super().get_route_paths(), *below, *tags]

    def topics(self) -> list[dict[str, str]]:
        language = self.locale.language_code
        topics = Topic.objects.filter(locale=self.locale, live=True).order_by("name")
        return [{"name": each.name, "url": each.path_within(self.url, language)} for each in topics]

    def _listing(self, request: HttpRequest, posts: PostQuerySet) -> dict[str, Any]:
        page, pager = keyset_page(posts, request.GET.get("before", ""))
        return {
            "teasers": [post.as_teaser() for post in page],
            "topics": self.topics(),
            "pager": pager,
        }

    def _routed(self, request: HttpRequest, model: Any, slug: str) -> Any:
        """The live topic or author of this index's language. Raises Http404 under the
        other's word.
        """
        word = PATH_WORDS[model.path_word][self.locale.language_code]
        found = model._default_manager.filter(locale=self.locale, live=True, slug=slug).first()
        if found is None or f"/{word}/" not in request.path:
            raise Http404
        return found

    def _render_routed(
        self, request: HttpRequest, subject: Any, posts: PostQuerySet, *facts_and_template: Any
    ) -> HttpResponse:
        facts, template = facts_and_template
        context = self._listing(request, posts) | facts
        response = self.render(request, context_overrides=context, template=template)
        description = getattr(subject, "description", "") or getattr(subject, "role", "")
        head = Head(subject.name, description, alternates=self._versions(subject))
        feed = (subject.name, f"{settings.BASE_URL}{request.path}feed/")
        set_head(request, replace(head, feed=feed) if subject.has_feed else head)
        note_older_page(request)
        return response

    def _versions(self, subject: Any, among: Any = None) -> list[dict[str, Any]]:
        """The subject's page in each language that has both it and its index live; `among` are
        the live ones where the subject is no draftable row.
        """
        indexes = {index["language"]: index["url"] for index in self.alternates()}
        if among is None:
            among = type(subject)._default_manager.filter(live=True)
        live = among.filter(translation_key=subject.translation_key).select_related("locale")
        by_language = {version.locale.language_code: version for version in live}
        return [
            {
                "language": code,
                "label": NATIVE_NAMES[code],
                "url": by_language[code].path_within(indexes[code], code),
                "is_current": code == self.locale.language_code,
            }
            for code in LANGUAGES
            if code in indexes and code in by_language
        ]


def keyset_page(posts: PostQuerySet, before: str) -> tuple[list[PostPage], dict[str, str] | None]:
    """One page of posts and its pager; `before` is `microseconds-key` of the last post already
    shown.

    A malformed `before` shows the newest: an address is never an error here.
    """
    if match := BEFORE.fullmatch(before):
        moment, key = EPOCH + int(match[1]) * MICROSECOND, match[2]
        posts = posts.filter(Q(date__lt=moment) | Q(date=moment, pk__lt=int(key)))
    found = list(posts.newest_first().as_teasers()[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    older = ""
    if len(found) > PAGE_SIZE:
        older = f"?before={(page[-1].date - EPOCH) // MICROSECOND}-{page[-1].pk}"
    newer = "./" if before else ""
    return page, {"newer_url": newer, "older_url": older} if older or newer else None
