"""Topics, series and authors of the old site: found here by their address, or made and published.

Nobody becomes a user, and nobody's address comes along.
"""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.actors import acting_as
from cms.addressing import address_of
from cms.models import Pair, Topic, Version
from home.moving.wordpress.items import SLUG, Term
from home.moving.wordpress.scanning import Scan
from news.models import Author, Series

LONGEST = {Topic: 80, Series: 120, Author: 120}
LONGEST_SLUG = 120
KINDS: dict[str, Any] = {"category": Topic, "series": Series}


class Names:
    """Each is asked for once in a run."""

    def __init__(self, scan: Scan):
        self._scan = scan
        self._known: dict[tuple[str, str, str], Any] = {}

    def of_term(self, term: Term, language: str) -> Any:
        """A topic of a category, a series of a series."""
        slug = self._slug_of(term, language)
        group = self._scan.same_terms.get((term.taxonomy, term.slug), slug)
        return self._one(term.taxonomy, group, term.name, slug=slug, language=language)

    def author(self, login: str, language: str) -> Author:
        """By the name shown. Where that is a mail address it is the newsroom's word."""
        return self.author_named(self._scan.authors.get(login) or login, language)

    def author_named(self, name: str, language: str) -> Author:
        if not name or "@" in name:
            with translation.override(language):
                name = _("The newsroom")
        slug = address_of(name)[:LONGEST_SLUG] or "author"
        return self._one("author", slug, name, slug=slug, language=language)

    def _slug_of(self, term: Term, language: str) -> str:
        """Polylang marks what both languages call the same (`rights-es`); here each has its own."""
        slug = term.slug
        plain = slug.removesuffix(f"-{language}")
        if plain != slug and (term.taxonomy, plain) in self._scan.parents:
            slug = plain
        made = slug if SLUG.fullmatch(slug) else address_of(slug) or address_of(term.name)
        return made[:LONGEST_SLUG] or "topic"

    def _one(self, kind: str, group: str, name: str, *, slug: str, language: str) -> Any:
        place = kind, slug, language
        if place not in self._known:
            model = KINDS.get(kind, Author)
            facts = {"slug": slug, "locale__language_code": language}
            found = model.objects.filter(**facts).first()
            self._known[place] = found or self._made(
                model, f"{kind} {group}", (name, slug), language
            )
        return self._known[place]

    def _made(self, model: Any, group: str, named: tuple[str, str], language: str) -> Any:
        name, slug = named
        made = model(
            name=name[: LONGEST[model]],
            slug=slug,
            locale=Locale.objects.get(language_code=language),
        )
        key = self._scan.key_of(group)
        with transaction.atomic(), acting_as("seed"):
            if not model.objects.filter(translation_key=key, locale=made.locale).exists():
                made.translation_key = key
            made.save()
            write_freely(made)
            made.save_revision().publish()
        return made


def write_freely(subject: Any) -> None:
    """A second version that nobody translated here is a text of its own."""
    language = subject.locale.language_code
    pair = Pair.objects.get(translation_key=subject.translation_key)
    if pair.original != language:
        Version.objects.update_or_create(
            translation_key=subject.translation_key,
            language=language,
            defaults={"way": Version.Way.ADAPTED},
        )
