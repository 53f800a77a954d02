"""Seeding: the demo newsroom, made once. Every part is looked for before it is made."""

import base64
import hashlib
import hmac
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Site
from wagtail.users.models import UserProfile
from wagtail_footnotes.models import Footnote

from campaigns.models import CampaignPage
from cms.actors import acting_as
from cms.attributing import credit_translator
from home.alerting import seed_alerts
from home.campaigning import pictured, seed_campaign, texts_of
from home.cataloguing import (
    OTHER,
    author_of,
    go_live,
    locale_of,
    seed_authors,
    seed_series,
    seed_topics,
    series_of,
    topic_of,
    words_of,
)
from home.demo import people
from home.demo.campaigns import CAMPAIGNS
from home.demo.posts import POSTS
from home.demo.wording import Post
from home.founding import found
from home.fronting import seed_front
from home.models import FollowLink, HomePage
from home.standing import OF_THE_DEMO, make_pages
from home.telling_live import seed_live
from home.tipping import seed_tips
from home.translating import translate
from home.wording import body_of, key_of, notes_in, pairs_in, paragraphs
from news.models import NewsIndexPage, PostAuthor, PostPage, PostTag, PostTopic
from users.codes import give_app

GROUPS = {
    "editor": "Editors",
    "translator": "Translators into Spanish",
    "campaigner": "Campaigners",
    "administrator": "Administrators",
    "tipreader": "Tip readers",
}


def seed(*, may_log_in: bool = True) -> Iterator[str]:
    """Make what is missing of the demo newsroom; yields a word on each part as it is done. Without
    `may_log_in` its people are there, and their accounts are closed.
    """
    found()
    here = set(get_user_model().objects.values_list("pk", flat=True))
    with acting_as("seed"):
        yield from _seed_parts(may_log_in=may_log_in)
    if not may_log_in:
        names = [each.username for each in people.LOGINS]
        made = get_user_model().objects.filter(username__in=names).exclude(pk__in=here)
        made.update(is_active=False)


def demo_logins() -> list[tuple[str, str, str, str]]:
    """Role, user name, password and secret of the app of each demo log-in; they are this install's
    own. Without DEBUG nobody's secret is known: each sets up an app of their own.
    """
    return [
        (each.role, each.username, _password(each.username), _secret(each.username))
        for each in people.LOGINS
    ]


def _seed_parts(*, may_log_in: bool) -> Iterator[str]:
    with transaction.atomic():
        _seed_people(may_log_in=may_log_in)
    for step in (_seed_frame, seed_topics, seed_authors, seed_series, _seed_pages):
        with transaction.atomic():
            step()
    yield "people, topics and pages"
    for campaign in CAMPAIGNS:
        with transaction.atomic():
            seed_campaign(campaign)
        yield campaign.key
    for post in reversed(POSTS):
        with transaction.atomic():
            _seed_post(post)
        yield post.key
    with transaction.atomic():
        seed_front()
    with transaction.atomic():
        seed_alerts()
        seed_tips()
        seed_live()
    yield "alerts, tips and a live story"


def _password(username: str) -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"demo {username}".encode(), hashlib.sha256)
    return base64.b32encode(digest)[:12].decode().lower()


def _secret(username: str) -> str:
    if not settings.DEBUG:
        return ""
    key = settings.SECRET_KEY.encode()
    return base64.b32encode(hmac.digest(key, f"app {username}".encode(), hashlib.sha1)).decode()


def _seed_people(*, may_log_in: bool) -> None:
    for each in people.LOGINS:
        names = {"first_name": each.first_name, "last_name": each.last_name, "email": each.email}
        user, made = get_user_model().objects.get_or_create(username=each.username, defaults=names)
        if made:
            user.set_password(_password(each.username) if may_log_in else None)
            user.is_superuser = may_log_in and each.role == "administrator"
            user.save()
            user.groups.add(Group.objects.get(name=GROUPS[each.role]))
            UserProfile.objects.create(user=user, preferred_language=each.language)
            if may_log_in and (secret := _secret(each.username)):
                give_app(user, secret)


def _seed_frame() -> None:
    room = people.NEWSROOM
    Site.objects.filter(is_default_site=True).update(site_name=room.name.en)
    home = HomePage.objects.get(locale=locale_of("en"))
    if home.tagline:
        return
    home.title, home.tagline = room.name.en, room.tagline.en
    home.tip_title, home.tip_text = room.tip_title.en, room.tip_text.en
    home.tip_address = "tips@example.org"
    home.follow_links.set(
        [FollowLink(label=link.name, url=link.url, kind=link.kind) for link in room.follow]
    )
    go_live(home)
    words = words_of(room.name, room.tagline, room.tip_title, room.tip_text)
    translate(home, "es", words | {"home": "home-es"})


def _seed_pages() -> None:
    make_pages(OF_THE_DEMO, is_live=True)


def _seed_post(each: Post) -> None:
    language = each.original
    slug = {"en": each.slug_en, "es": each.slug_es}[language]
    if PostPage.objects.filter(slug=slug, locale=locale_of(language)).exists():
        return
    post = PostPage(
        title=each.title.text(language),
        slug=slug,
        summary=each.summary.text(language),
        date=each.published_at,
        body=body_of(each.body, language),
        related_campaign=_campaign_page(each.calls_for, language),
        has_tip_line=each.tip_line,
        courtesy_summary=each.courtesy,
        series=series_of(each.series, language),
        series_part=each.part,
        locale=locale_of(language),
        **pictured(each, language),
    )
    _relate(post, each, language)
    NewsIndexPage.objects.get(locale=post.locale).add_child(instance=post)
    go_live(post)
    if each.only is None:
        _translate_post(post, each, to=OTHER[language])


def _translate_post(post: PostPage, each: Post, *, to: str) -> None:
    pairs = [*texts_of(each), each.caption, *each.tags, *pairs_in(each.body)]
    credit_translator(translate(post, to, words_of(*pairs, to=to)), each.translator)


def _relate(post: PostPage, each: Post, language: str) -> None:
    """What a story is filed under, who signs it, its tags and its notes."""
    locale = post.locale
    authors = [author_of(key, language) for key in each.authors]
    post.post_topics.set([PostTopic(topic=topic_of(each.topic, language), locale=locale)])
    post.post_authors.set([PostAuthor(author=author, locale=locale) for author in authors])
    post.post_tags.set([PostTag(name=tag.text(language), locale=locale) for tag in each.tags])
    post.footnotes.set(
        [
            Footnote(uuid=key_of(note), text=paragraphs([note], language), locale=locale)
            for note in notes_in(each.body)
        ]
    )


def _campaign_page(key: str | None, language: str) -> CampaignPage | None:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in CAMPAIGNS}
    if key is None:
        return None
    return CampaignPage.objects.get(slug=slugs[key][language], locale=locale_of(language))
