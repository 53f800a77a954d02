"""The index holds what any reader may read now, each page in its own language, and nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.indexing import SearchEntry
from cms.models import Topic
from cms.questioning import read_question
from cms.searching import Narrowing, search
from cms.spelling import SearchWord
from cms.tending import BATCH, tend, tend_all
from news.models import Author, PostAuthor, PostTopic
from tests import making

pytestmark = pytest.mark.django_db


def titles(asked: str, language: str = "en") -> list[str]:
    found = search(read_question(asked), language, Narrowing())
    return [entry.title for entry in found.entries]


def story(**facts):
    return making.go_live(making.draft_post(**facts))


def paragraph(text: str) -> list:
    return [("paragraph", f"<p>{text}</p>")]


@pytest.fixture
def filed():
    """A live story with its live author and topic."""
    author = Author(
        name="Inés Valdivieso", slug="ines", role="Reporter", locale=making.locale("en")
    )
    topic = Topic(name="Sanctuary", slug="sanctuary", locale=making.locale("en"))
    for snippet in (author, topic):
        snippet.save()
        making.go_live(snippet)
    draft = making.draft_post(title="Snow")
    draft.post_authors = [PostAuthor(author=author, locale=draft.locale)]
    draft.post_topics = [PostTopic(topic=topic, locale=draft.locale)]
    return making.go_live(draft), author, topic


def test_a_draft_is_not_found():
    making.draft_post(title="Secret plan")
    assert titles("secret") == []


def test_a_draft_of_a_live_story_is_not_found_and_its_live_text_still_is():
    live = story(title="Public plan")
    live.title = "Secret plan"
    live.body = paragraph("Hidden draft")
    live.save_revision()
    assert (titles("secret"), titles("hidden"), titles("public")) == ([], [], ["Public plan"])


def test_an_editor_saving_a_draft_leaks_no_word(staff):
    live = story(title="Public plan")
    page = live.get_latest_revision_as_object()
    page.title = "Secret plan"
    page.save_revision(user=staff("Editors").user)
    tend_all()
    assert titles("secret") == []
    assert not SearchWord.objects.filter(word="secret").exists()


def test_what_is_published_is_found_at_once_by_every_part_of_it(filed):
    post, author, topic = filed
    for asked in ("Snow", "snowed", "night", "Valdivieso", "sanctuary"):
        assert "Snow" in titles(asked), asked
    assert (titles("reporter"), titles("sanctuary")[0]) == (["Inés Valdivieso"], "Sanctuary")


def test_a_new_text_takes_the_place_of_the_old():
    live = story(body=paragraph("Hail fell."))
    live.body = paragraph("Rain fell.")
    making.go_live(live)
    assert (titles("hail"), titles("rain")) == ([], ["Snow on the hill"])
    assert SearchEntry.objects.filter(page=live).count() == 1


def test_each_language_finds_its_own_pages_only(post, campaign):
    assert titles("snowed", "en") == ["Snow on the hill"]
    assert titles("snowed", "es") == titles("hill", "es") == titles("fingerprints", "es") == []
    assert titles("nevó", "es") == ["Nieve en la colina"]
    assert titles("nevó", "en") == titles("colina", "en") == titles("huellas", "en") == []
    assert titles("gobernador", "es") == ["No toquen nuestras huellas"]


def test_an_unpublished_page_is_not_found():
    live = story()
    live.unpublish()
    assert titles("snow") == []
    making.go_live(live)
    assert titles("snow") == ["Snow on the hill"]


def test_a_page_unpublished_behind_the_back_of_the_index_is_not_found():
    live = story()
    type(live).objects.filter(pk=live.pk).update(live=False)
    assert SearchEntry.objects.filter(page=live).exists()
    assert titles("snow") == []


def test_an_expired_page_is_not_found_before_the_clock_retires_it():
    live = story()
    type(live).objects.filter(pk=live.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert titles("snow") == []


def test_a_private_page_and_what_lies_below_one_are_not_found():
    live = story()
    barred = PageViewRestriction.objects.create(page=live.get_parent(), restriction_type="login")
    assert titles("snow") == []
    barred.delete()
    assert titles("snow") == ["Snow on the hill"]


def test_a_deleted_page_topic_or_author_is_not_found(filed):
    for subject in filed:
        subject.delete()
    assert not SearchEntry.objects.exists()


def test_an_unpublished_topic_is_neither_found_nor_finds_its_stories(filed):
    _post, _author, topic = filed
    topic.unpublish()
    tend_all()
    assert titles("sanctuary") == []


def test_a_renamed_author_is_found_with_their_stories(filed):
    _post, author, _topic = filed
    author.name = "Inés Quiroga"
    making.go_live(author)
    tend_all()
    assert titles("Valdivieso") == []
    assert sorted(titles("Quiroga")) == ["Inés Quiroga", "Snow"]


def test_a_moved_address_is_the_address_that_is_found():
    live = story()
    live.slug = "elsewhere"
    making.go_live(live)
    (entry,) = search(read_question("snow"), "en", Narrowing()).entries
    assert entry.page.url == "/en/news/elsewhere/"


def test_a_publication_that_fails_leaves_the_index_as_it_was():
    draft = making.draft_post()
    with transaction.atomic():
        making.go_live(draft)
        assert SearchEntry.objects.exists()
        transaction.set_rollback(True)
    assert not SearchEntry.objects.exists()


def test_a_very_long_story_can_be_published():
    words = " ".join(f"palabra{number}" for number in range(20_000))
    story(body=paragraph(words))
    assert titles("palabra77") == ["Snow on the hill"]


def test_rebuilding_makes_the_same_index_again(filed, post):
    def all_of_it():
        return set(SearchEntry.objects.values_list("kind", "key", "language", "vector"))

    tend_all()
    before, words = all_of_it(), set(SearchWord.objects.values_list("word", flat=True))
    SearchEntry.objects.filter(kind="post").first().delete()
    stray = SearchEntry.objects.first()
    stray.pk, stray.key, stray.page = None, 999_999, None
    stray.save()
    SearchWord.objects.create(language="en", word="gone", bare="gone", lexemes=["gone"])
    call_command("rebuild_search", verbosity=0)
    call_command("rebuild_search", verbosity=0)
    assert all_of_it() == before
    assert set(SearchWord.objects.values_list("word", flat=True)) == words


def test_tending_takes_a_batch_at_a_time(post):
    SearchEntry.objects.update(tended_at=None)
    assert 0 < SearchEntry.objects.count() <= BATCH
    assert tend() == SearchEntry.objects.count()
    assert tend() == 0
