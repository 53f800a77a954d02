"""The search page: what it shows of what was found. One address per language, the same for
everyone.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.excerpting import excerpt, marked
from cms.indexing import SearchEntry
from cms.languages import LANGUAGES, NATIVE_NAMES, path_word
from cms.models import Topic
from cms.questioning import Question, QuestionTooLong, read_question
from cms.reading import Head
from cms.searching import MOST, PAGE_SIZE, Found, Narrowing, search
from cms.spelling import forms_of
from news.models import NewsIndexPage

MOST_TOPICS = 8  # that are offered for narrowing down
KIND_OF_RESULT = {
    "post": gettext_lazy("Story"),
    "campaign": gettext_lazy("Campaign"),
    "update": gettext_lazy("Update"),
    "topic": gettext_lazy("Topic"),
    "author": gettext_lazy("Author"),
    "page": gettext_lazy("Page"),
}
DATED = ("post", "campaign", "update")
KINDS = dict(SearchEntry.Kind.choices)


def search_path(language: str) -> str:
    return f"/{language}/{path_word('search', language)}/"


@dataclass
class SearchPage:
    """What a reader asked in one language, and the page that answers."""

    language: str
    asked: QueryDict

    @cached_property
    def typed(self) -> str:
        return self.asked.get("q", "").replace("\0", " ").strip()

    @cached_property
    def question(self) -> Question | None:
        """None: it is too long to be asked."""
        try:
            return read_question(self.typed)
        except QuestionTooLong:
            return None

    @property
    def is_refused(self) -> bool:
        return self.question is None

    @cached_property
    def topics(self) -> dict[int, Topic]:
        live = Topic.objects.filter(locale__language_code=self.language, live=True)
        return {topic.pk: topic for topic in live.order_by("name")}

    @cached_property
    def narrowing(self) -> Narrowing:
        """A malformed or unknown choice is none: an address is never an error here."""
        kind, slug, before = (self.asked.get(name, "") for name in ("kind", "topic", "before"))
        topic = next((each.pk for each in self.topics.values() if each.slug == slug), None)
        shown = int(before) if before.isascii() and before.isdigit() and len(before) < 5 else 0
        return Narrowing(kind if kind in KINDS else "", topic, shown if shown < MOST else 0)

    @cached_property
    def found(self) -> Found:
        question = self.question or Question(self.typed)
        return search(question, self.language, self.narrowing)

    def head(self) -> Head:
        said = _("Search: %(question)s") % {"question": self.typed[:80]} if self.typed else ""
        return Head(said or _("Search"), alternates=self.alternates(), is_indexable=not self.typed)

    def alternates(self) -> list[dict[str, Any]]:
        """The same question to the other language's pages."""
        asked = f"?{urlencode({'q': self.typed})}" if self.question and self.typed else ""
        return [
            {
                "language": code,
                "label": NATIVE_NAMES[code],
                "url": f"{settings.BASE_URL}{search_path(code)}{asked}",
                "is_current": code == self.language,
            }
            for code in LANGUAGES
        ]

    def context(self) -> dict[str, Any]:
        found = self.found
        return {
            "typed": self.typed,
            "action": search_path(self.language),
            "is_refused": self.is_refused,
            "is_asked": bool(self.question and self.question.alternatives),
            "summary": self._summary(),
            "results": self._results(),
            "correction": self._correction(),
            "hint": {"text": found.hint, "url": self._url(q=found.hint)} if found.hint else None,
            "kinds": self._kinds(),
            "topics": self._topics(),
            "pager": self._pager(),
            "subjects": self._subjects() if found.is_empty else [],
            "elsewhere": next(each for each in self.alternates() if not each["is_current"]),
        }

    def _summary(self) -> str:
        found = self.found
        facts = {"count": found.total, "question": found.question.text}
        if found.is_empty:
            return _("Nothing found for “%(question)s”") % facts
        if found.has_more:
            return (
                _("More than %(count)d results for “%(question)s”; these are the newest.") % facts
            )
        return (
            ngettext(
                "%(count)d result for “%(question)s”",
                "%(count)d results for “%(question)s”",
                found.total,
            )
            % facts
        )

    def _results(self) -> list[dict[str, Any]]:
        found = self.found
        if found.is_empty:
            return []
        wanted = forms_of(found.question.words(self.language), self.language)
        return [
            {
                "title": marked(entry.title, wanted),
                "url": self._url_of(entry),
                "kind": KIND_OF_RESULT[entry.kind],
                "date": entry.date if entry.kind in DATED else None,
                "date_iso": entry.date.isoformat(timespec="seconds"),
                "excerpt": excerpt(entry.summary, entry.text, wanted),
            }
            for entry in found.entries
        ]

    def _url_of(self, entry: SearchEntry) -> str:
        if entry.page is not None:
            return entry.page.url or ""
        word = path_word(entry.kind, self.language)
        return f"{self._index_url}{word}/{entry.slug}/"

    @cached_property
    def _index_url(self) -> str:
        index = NewsIndexPage.objects.live().filter(locale__language_code=self.language)
        page = index.select_related("locale").first()
        return page.url if page else f"/{self.language}/"

    def _correction(self) -> dict[str, str] | None:
        found = self.found
        if found.corrected_from is None:
            return None
        return {
            "shown": found.question.text,
            "typed": found.corrected_from.text,
            "url": self._url(q=found.exactly),
        }

    def _kinds(self) -> list[dict[str, Any]]:
        chosen = self.narrowing.kind
        return self._choices(
            (KINDS[kind], count, kind == chosen, {"kind": kind})
            for kind, count in _with_chosen(self.found.kinds, KINDS, chosen)
        )

    def _topics(self) -> list[dict[str, Any]]:
        chosen = self.narrowing.topic
        counted = _with_chosen(self.found.topics, self.topics, chosen)
        counted = sorted(counted, key=lambda each: (each[0] != chosen, -each[1]))[:MOST_TOPICS]
        return self._choices(
            (self.topics[key].name, count, key == chosen, {"topic": self.topics[key].slug})
            for key, count in counted
        )

    def _choices(self, choices: Any) -> list[dict[str, Any]]:
        """Each leads to its results; the chosen one back to all of them. One alone is no choice."""
        made = [
            {
                "label": label,
                "count": count,
                "is_chosen": is_chosen,
                "url": self._url(**(dict.fromkeys(fact, "") if is_chosen else fact)),
            }
            for label, count, is_chosen, fact in choices
        ]
        return made if len(made) > 1 or any(each["is_chosen"] for each in made) else []

    def _pager(self) -> dict[str, str]:
        found, shown = self.found, self.narrowing.shown
        after, before = shown + PAGE_SIZE, max(0, shown - PAGE_SIZE)
        return {
            "previous_url": self._url(before=str(before or "")) if shown else "",
            "next_url": self._url(before=str(after)) if after < found.total else "",
        }

    def _subjects(self) -> list[dict[str, str]]:
        """Where else to begin: the topics of this language."""
        return [
            {"name": topic.name, "url": topic.path_within(self._index_url, self.language)}
            for topic in self.topics.values()
        ]

    def _url(self, **changes: str) -> str:
        """This search with something changed; another page of it only where that is asked for."""
        topic = self.topics.get(self.narrowing.topic or 0)
        asked = {
            "q": self.typed,
            "kind": self.narrowing.kind,
            "topic": topic.slug if topic else "",
        }
        facts = {name: value for name, value in (asked | changes).items() if value}
        return f"{search_path(self.language)}?{urlencode(facts)}"


def _with_chosen(counts: dict, known: Any, chosen: Any) -> list[tuple[Any, int]]:
    """What has results, and the chosen one even if it has none, in the order of `known`."""
    return [(key, counts.get(key, 0)) for key in known if key in counts or key == chosen]
