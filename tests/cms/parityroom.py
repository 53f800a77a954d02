"""A newsroom in which every state of a pair occurs, made through the doors where there are any."""

from datetime import timedelta

from django.utils import timezone
from wagtail_localize.operations import translate_object

from cms.actors import acting_as
from cms.lagging import Lags, Wish
from cms.models import Version
from news.models import NewsIndexPage, PostPage
from tests import making

OTHER = {"en": "es", "es": "en"}


def hours_ago(number: float):
    return timezone.now() - timedelta(hours=number)


def draft(language: str, title: str) -> PostPage:
    page = PostPage(
        title=title,
        slug=title.lower().replace(" ", "-"),
        summary="…",
        locale=making.locale(language),
    )
    NewsIndexPage.objects.get(locale=making.locale(language)).add_child(instance=page)
    return page


def live(language: str, title: str, *, hours: float = 5) -> PostPage:
    page = making.go_live(draft(language, title))
    PostPage.objects.filter(pk=page.pk).update(first_published_at=hours_ago(hours))
    page.refresh_from_db()
    return page


def sent(page: PostPage) -> PostPage:
    """Its draft in the other language, as wagtail-localize makes it."""
    language = OTHER[page.locale.language_code]
    with acting_as("seed"):
        translate_object(page, [making.locale(language)])
    return PostPage.objects.get(
        translation_key=page.translation_key, locale=making.locale(language)
    )


def written(page: PostPage, title: str) -> PostPage:
    """Its live version in the other language, written by hand."""
    with acting_as("seed"):
        other = page.copy_for_translation(making.locale(OTHER[page.locale.language_code]))
    other.title = title
    other.save()
    return making.go_live(other)


def made_stale(page: PostPage, *, hours: float = 3, is_urgent: bool = False) -> PostPage:
    Version.objects.update_or_create(
        translation_key=page.translation_key,
        language=page.locale.language_code,
        defaults={"stale_since": hours_ago(hours), "is_urgent": is_urgent},
    )
    return page


def lags(user, order: str = "", **wish):
    return Lags(user, Wish(**wish), order)[0:500]


def lag_of(subject, user):
    """How its pair stands for this person; None where they may not know of it."""
    key = subject.translation_key
    return next((lag for lag in lags(user) if lag.translation_key == key), None)


def titles(user, order: str = "", **wish) -> list[str]:
    return [lag.title for lag in lags(user, order, kind="postpage", **wish)]
