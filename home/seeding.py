"""Seeding: the demo newsroom, made once. Every part is looked for before it is made."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale, Site
from wagtail.users.models import UserProfile

from campaigns.models import CampaignIndexPage, CampaignPage, Petition
from cms.actors import acting_as
from cms.models import Topic
from home.demo import people
from home.demo.campaigns import CAMPAIGNS
from home.demo.pages import PAGES
from home.demo.posts import POSTS
from home.demo.wording import Campaign, Pair, Post
from home.founding import found
from home.illustrating import illustration
from home.models import FollowLink, HomePage, StandardPage
from home.supporting import add_demo_signatures
from home.translating import translate
from home.wording import body_of, letter_of, pairs_in, paragraphs
from news.models import Author, NewsIndexPage, PostAuthor, PostPage, PostTopic

OTHER = {"en": "es", "es": "en"}
GROUPS = {
    "editor": "Editors",
    "translator": "Translators into Spanish",
    "campaigner": "Campaigners",
    "administrator": "Administrators",
}


def seed() -> Iterator[str]:
    """Make what is missing of the demo newsroom; yields a word on each part as it is done."""
    found()
    with acting_as("seed"):
        yield from _seed_parts()


def demo_logins() -> list[tuple[str, str, str]]:
    """Role, user name and password of each demo log-in; the passwords are this install's own."""
    return [(each.role, each.username, _password(each.username)) for each in people.LOGINS]


def _seed_parts() -> Iterator[str]:
    for step in (_seed_people, _seed_frame, _seed_topics, _seed_authors, _seed_pages):
        with transaction.atomic():
            step()
    yield "people, topics and pages"
    for campaign in CAMPAIGNS:
        with transaction.atomic():
            _seed_campaign(campaign)
        yield campaign.key
    for post in reversed(POSTS):
        with transaction.atomic():
            _seed_post(post)
        yield post.key


def _password(username: str) -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"demo {username}".encode(), hashlib.sha256)
    return base64.b32encode(digest)[:12].decode().lower()


def _seed_people() -> None:
    for each in people.LOGINS:
        names = {"first_name": each.first_name, "last_name": each.last_name, "email": each.email}
        user, made = get_user_model().objects.get_or_create(username=each.username, defaults=names)
        if made:
            user.set_password(_password(each.username))
            user.is_superuser = each.role == "administrator"
            user.save()
            user.groups.add(Group.objects.get(name=GROUPS[each.role]))
            UserProfile.objects.create(user=user, preferred_language=each.language)


def _seed_frame() -> None:
    room = people.NEWSROOM
    Site.objects.filter(is_default_site=True).update(site_name=room.name.en)
    home = HomePage.objects.get(locale=_locale("en"))
    if home.tagline:
        return
    home.title, home.tagline = room.name.en, room.tagline.en
    home.tip_title, home.tip_text = room.tip_title.en, room.tip_text.en
    home.tip_address = "tips@example.org"
    home.follow_links.set([FollowLink(label=link.name, url=link.url) for link in room.follow])
    _go_live(home)
    words = _words(room.name, room.tagline, room.tip_title, room.tip_text)
    translate(home, "es", words | {"home": "home-es"})


def _seed_topics() -> None:
    for each in people.TOPICS:
        if not Topic.objects.filter(slug=each.slug_en, locale=_locale("en")).exists():
            topic = Topic(
                name=each.name.en,
                slug=each.slug_en,
                description=each.description.en,
                locale=_locale("en"),
            )
            _save_and_go_live(topic)
            words = _words(each.name, each.description, Pair(each.slug_en, each.slug_es))
            translate(topic, "es", words)


def _seed_authors() -> None:
    for each in people.AUTHORS:
        if not Author.objects.filter(slug=each.slug, locale=_locale("en")).exists():
            author = Author(
                name=each.name,
                slug=each.slug,
                role=each.role.en,
                biography=paragraphs(each.biography, "en"),
                locale=_locale("en"),
            )
            _save_and_go_live(author)
            translate(author, "es", _words(each.role, *each.biography))


def _seed_pages() -> None:
    for each in PAGES:
        home = HomePage.objects.get(locale=_locale("en"))
        if StandardPage.objects.child_of(home).filter(slug=each.slug_en).exists():
            continue
        page = StandardPage(
            title=each.title.en,
            slug=each.slug_en,
            search_description=each.summary.en,
            body=body_of(each.body, "en"),
        )
        home.add_child(instance=page)
        _go_live(page)
        pairs = [each.title, each.summary, Pair(each.slug_en, each.slug_es), *pairs_in(each.body)]
        translate(page, "es", _words(*pairs))


def _seed_campaign(each: Campaign) -> None:
    if CampaignPage.objects.filter(slug=each.slug_en, locale=_locale("en")).exists():
        return
    petition = Petition.objects.create(
        name=each.title.en, target_name=each.target.en, state=each.state, goal=each.goal
    )
    add_demo_signatures(petition, since=each.opened_at)
    page = CampaignPage(
        title=each.title.en,
        slug=each.slug_en,
        summary=each.summary.en,
        petition=petition,
        target_name="" if each.target.proper else each.target.en,
        target_office=each.office.en,
        letter=letter_of(each.letter, "en"),
        outcome=each.outcome.en if each.outcome else "",
        **_pictured(each, "en"),
    )
    CampaignIndexPage.objects.get(locale=_locale("en")).add_child(instance=page)
    _go_live(page)
    translate(page, "es", _words(*_texts_of(each), each.target, each.office, *each.letter))


def _seed_post(each: Post) -> None:
    language = each.original
    slug = {"en": each.slug_en, "es": each.slug_es}[language]
    if PostPage.objects.filter(slug=slug, locale=_locale(language)).exists():
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
        locale=_locale(language),
        **_pictured(each, language),
    )
    post.post_topics.set([PostTopic(topic=_topic(each.topic, language), locale=post.locale)])
    authors = [_author(key, language) for key in each.authors]
    post.post_authors.set([PostAuthor(author=author, locale=post.locale) for author in authors])
    NewsIndexPage.objects.get(locale=post.locale).add_child(instance=post)
    _go_live(post)
    if each.only is None:
        words = _words(*_texts_of(each), each.caption, *pairs_in(each.body), to=OTHER[language])
        translate(post, OTHER[language], words)


def _texts_of(each: Campaign | Post) -> list[Pair]:
    outcome = getattr(each, "outcome", None)
    pairs = [each.title, each.summary, each.credit, each.alternative]
    return [*pairs, Pair(each.slug_en, each.slug_es), *([outcome] if outcome else [])]


def _pictured(each: Campaign | Post, language: str) -> dict[str, Any]:
    caption = getattr(each, "caption", None)
    return {
        "hero_image": illustration(each.picture, title=each.title.en),
        "hero_alternative": each.alternative.text(language),
        "hero_credit": each.credit.text(language),
        "hero_caption": caption.text(language) if caption else "",
    }


def _words(*pairs: Pair, to: str = "es") -> dict[str, str]:
    return {pair.text(OTHER[to]): pair.text(to) for pair in pairs}


def _campaign_page(key: str | None, language: str) -> CampaignPage | None:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in CAMPAIGNS}
    if key is None:
        return None
    return CampaignPage.objects.get(slug=slugs[key][language], locale=_locale(language))


def _topic(key: str, language: str) -> Topic:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in people.TOPICS}
    return Topic.objects.get(slug=slugs[key][language], locale=_locale(language))


def _author(key: str, language: str) -> Author:
    slugs = {each.key: each.slug for each in people.AUTHORS}
    return Author.objects.get(slug=slugs[key], locale=_locale(language))


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def _save_and_go_live(snippet: Any) -> None:
    snippet.save()
    _go_live(snippet)


def _go_live(subject: Any) -> None:
    subject.save_revision().publish()
    subject.refresh_from_db()
