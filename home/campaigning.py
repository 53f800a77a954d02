"""Seeding the demo's campaigns: the petition with its life, its pages, and what came of it."""

from typing import Any

from django.contrib.auth import get_user_model

from campaigns.docketing import record
from campaigns.dockets import Delivery
from campaigns.models import (
    CampaignIndexPage,
    CampaignPage,
    CampaignUpdatePage,
    Partner,
    Petition,
    Target,
)
from campaigns.stating import change_state
from home.cataloguing import go_live, locale_of, words_of
from home.demo.lives import LIVES, HandIn, Life, Update
from home.demo.people import LOGINS
from home.demo.wording import Campaign, Pair, Post
from home.illustrating import illustration
from home.supporting import add_demo_signatures
from home.translating import translate
from home.wording import body_of, letter_of, pairs_in, paragraphs


def seed_campaign(each: Campaign) -> None:
    """The petition lives before its page is live: caches and readers meet it whole."""
    if CampaignPage.objects.filter(slug=each.slug_en, locale=locale_of("en")).exists():
        return
    petition, life = _petition_of(each), LIVES[each.key]
    for step in life.steps:
        texts = _both(step.text)
        change_state(petition, step.state, by=petition.steward, texts=texts, at=step.at)
    add_demo_signatures(petition, since=each.opened_at)
    for hand_in in life.hand_ins:
        _record(petition, hand_in)
    page = _page_of(each, petition)
    for update in life.updates:
        _seed_update(page, update)


def _petition_of(each: Campaign) -> Petition:
    username = next(login.username for login in LOGINS if login.role == "campaigner")
    steward = get_user_model().objects.get(username=username)
    petition = Petition(
        name=each.title.en, goal=each.goal, steward=steward, exposure=Petition.Exposure.GUARDED
    )
    petition.targets = [
        Target(
            name=each.target.en,
            name_es="" if each.target.proper else each.target.es,
            office_en=each.office.en,
            office_es=each.office.es,
        )
    ]
    petition.partners = _partners_of(LIVES[each.key])
    petition.save()
    return petition


def _partners_of(life: Life) -> list[Partner]:
    return [Partner(slug=slug, name=name) for slug, name in life.partners]


def _page_of(each: Campaign, petition: Petition) -> CampaignPage:
    page = CampaignPage(
        title=each.title.en,
        slug=each.slug_en,
        summary=each.summary.en,
        petition=petition,
        letter=letter_of(each.letter, "en"),
        outcome=each.outcome.en if each.outcome else "",
        questions=questions_of(each, "en"),
        **pictured(each, "en"),
    )
    CampaignIndexPage.objects.get(locale=locale_of("en")).add_child(instance=page)
    go_live(page)
    asked = [pair for question in each.questions for pair in question]
    translate(page, "es", words_of(*texts_of(each), *each.letter, *asked))
    return page


def questions_of(each: Campaign, language: str) -> list[tuple[str, dict[str, str]]]:
    """Stream data of what readers ask of it."""
    return [
        (
            "question",
            {"question": question.text(language), "answer": paragraphs([answer], language)},
        )
        for question, answer in each.questions
    ]


def _seed_update(campaign: CampaignPage, each: Update) -> None:
    page = CampaignUpdatePage(
        title=each.title.en,
        slug=each.slug_en,
        summary=each.summary.en,
        kind=each.kind,
        date=each.at,
        body=body_of(each.body, "en"),
    )
    campaign.add_child(instance=page)
    go_live(page)
    pairs = [each.title, each.summary, Pair(each.slug_en, each.slug_es), *pairs_in(each.body)]
    translate(page, "es", words_of(*pairs))


def _record(petition: Petition, each: HandIn) -> None:
    delivery = Delivery(
        petition=petition,
        delivered_on=each.on,
        how=each.how,
        names=petition.count,
        texts=_both(each.text),
        answered_on=each.answered_on,
        answer=_both(each.answer) if each.answer else {},
    )
    record(delivery, by=petition.steward)


def _both(pair: Pair) -> dict[str, str]:
    return {"en": pair.en, "es": pair.es}


def texts_of(each: Campaign | Post) -> list[Pair]:
    outcome = getattr(each, "outcome", None)
    pairs = [each.title, each.summary, each.credit, each.alternative]
    return [*pairs, Pair(each.slug_en, each.slug_es), *([outcome] if outcome else [])]


def pictured(each: Campaign | Post, language: str) -> dict[str, Any]:
    caption = getattr(each, "caption", None)
    return {
        "hero_image": illustration(each.picture, title=each.title.en),
        "hero_alternative": each.alternative.text(language),
        "hero_credit": each.credit.text(language),
        "hero_caption": caption.text(language) if caption else "",
    }
