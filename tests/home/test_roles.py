"""Each role against each path of the admin that touches content, as one table."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import ERROR
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from wagtail.documents.models import Document
from wagtail_localize.models import OverridableSegment, Translation, TranslationContext
from wagtail_localize.operations import translate_object

from campaigns.importing import Provenance, upload
from campaigns.invalidating import preview
from campaigns.invalidations import Criteria
from campaigns.models import Bundle, CampaignIndexPage
from cms.actors import acting_as
from home.translating import translate
from news.models import Author, NewsIndexPage, PostPage
from tests import making
from tests.cms.newsdesk import fill
from tests.home.role_paths import PATHS, Path
from vault.reading_tables import read_table

# One newsroom for all rows: the first of them waits until it is built.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
ROLES = {
    "E": "Editors",
    "S": "Translators into Spanish",
    "N": "Translators into English",
    "C": "Campaigners",
    "A": "Administrators",
}
SECRET = "The governor will sign tomorrow"


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    """One newsroom for all rows; each row's test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Newsroom()
        transaction.set_rollback(True)


class Newsroom:
    """Facts of the addresses, and a signed-in browser of each role."""

    def __init__(self) -> None:
        self.facts = self.pages() | self.translations() | self.snippets() | self.files()
        self.browsers = {}
        for letter, group in ROLES.items():
            self.browsers[letter] = Client()
            making.sign_in(self.browsers[letter], making.user(group))

    def pages(self) -> dict[str, int]:
        post, campaign = making.post(), making.campaign(making.petition())
        draft = making.draft_post(title=SECRET)
        revision = draft.save_revision()
        campaign_draft = campaign["en"].copy(update_attrs={"slug": "again"})
        facts = {
            "draft_en": draft,
            "revision_en": revision,
            "campaign_draft": campaign_draft,
            "petition": campaign["en"].petition,
            "bundle": Bundle.objects.create(petition=campaign["en"].petition, recipient="Office"),
            "invalidation": preview(campaign["en"].petition, Criteria(language="es"), reason="A"),
            "sheet": self.sheet(campaign["en"].petition),
        }
        for language in ("en", "es"):
            facts[language], facts[f"campaign_{language}"] = post[language], campaign[language]
            locale = making.locale(language)
            facts[f"index_{language}"] = NewsIndexPage.objects.get(locale=locale)
            facts[f"campaigns_{language}"] = CampaignIndexPage.objects.get(locale=locale)
        facts["collection"] = facts["sheet"].collection
        return {name: fact.pk for name, fact in facts.items()}

    @staticmethod
    def sheet(petition):
        source = Provenance(collector=making.user("Campaigners"), language="en")
        return upload(petition, read_table(b"name\nAna\n"), source)

    def translations(self) -> dict[str, int]:
        half, whole = self.sent(making.draft_post()), self.sent(making.draft_post())
        fill(half, leave="body")
        fill(whole)
        self.half = half
        context = TranslationContext.objects.filter(object=half.source.object_id).first()
        override = OverridableSegment.objects.create(
            source=half.source, context=context, order=1, data_json="1"
        )
        return {
            "half": half.pk,
            "half_es": half.get_target_instance().pk,
            "whole_es": whole.get_target_instance().pk,
            "source": half.source_id,
            "segment": half.source.stringsegment_set.first().pk,
            "override": override.pk,
            "post": ContentType.objects.get_for_model(PostPage).pk,
        }

    def snippets(self) -> dict[str, int]:
        topic = self.sent(making.topic("Snow"))
        author = Author(name="Ana", slug="ana", role="Reporter", locale=making.locale("en"))
        author.save()
        making.go_live(author)
        with acting_as("seed"):
            spanish = translate(author, "es", {"Reporter": "Reportera"})
        return {
            "topic": topic.pk,
            "topic_segment": topic.source.stringsegment_set.first().pk,
            "topic_en": topic.source.get_source_instance().pk,
            "topic_es": topic.get_target_instance().pk,
            "author_en": author.pk,
            "author_es": spanish.pk,
        }

    def files(self) -> dict[str, int]:
        document = Document.objects.create(title="A file", file=ContentFile(b"x", "a.txt"))
        return {"picture": making.picture().pk, "document": document.pk}

    @staticmethod
    def sent(original) -> Translation:
        with acting_as("seed"):
            translate_object(original, [making.locale("es")])
        return Translation.objects.get(source__object_id=original.translation_key)

    def ask(self, role: str, path: Path):
        browser, address = self.browsers[role], f"/admin/{path.address.format(**self.facts)}"
        match path.method:
            case "GET":
                return browser.get(address, follow=True)
            case "POST":
                return (
                    browser.post(address, "{}", content_type="application/json", follow=True)
                    if "/api/" in address
                    else browser.post(address, follow=True)
                )
            case "UPLOAD":
                po = SimpleUploadedFile("es.po", str(self.half.export_po()).encode())
                return browser.post(address, {"file": po}, follow=True)
            case "PUT":
                form = "value=Nieve"
                kind = "application/x-www-form-urlencoded"
                return browser.put(address, form, content_type=kind)
            case _:
                return browser.delete(address)


def is_let_in(response, method: str) -> bool:
    """Neither sent elsewhere, nor told an error, nor answered with one."""
    if response.status_code == 404 and method == "DELETE":
        return True  # there was nothing to delete, as the segment editor is told
    if response.status_code >= 400 or (method == "GET" and response.redirect_chain):
        return False
    return not [
        said for said in (response.context or {}).get("messages", []) if said.level >= ERROR
    ]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.method} {path.address}")
def test_who_is_let_in(newsroom, path, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    let_in = ""
    for role in ROLES:
        undo = transaction.savepoint()
        let_in += role if is_let_in(newsroom.ask(role, path), path.method) else ""
        transaction.savepoint_rollback(undo)
    assert let_in == path.roles


LISTS = [
    "",
    "reports/workflow/",
    "reports/workflow_tasks/",
    "reports/site-history/",
    "reports/aging-pages/",
    "reports/page-types-usage/",
    "pages/",
    "pages/{index_en}/",
    "pages/search/?q=governor",
    "choose-page/search/?q=governor",
    "api/main/pages/?limit=20",
    "images/",
]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("role", "SCA")
def test_no_list_shows_a_draft_to_who_may_not_edit_it(newsroom, role, address):
    address = f"/admin/{address.format(**newsroom.facts)}"
    response = newsroom.browsers[role].get(address, follow=True)
    assert response.status_code in {200, 403}
    assert SECRET not in response.content.decode()


def test_the_search_for_drafts_finds_them_for_editors(newsroom):
    """Otherwise the test above would prove nothing."""
    for address in ("pages/search/?q=governor", "pages/{index_en}/", "api/main/pages/?limit=20"):
        address = f"/admin/{address.format(**newsroom.facts)}"
        assert SECRET in newsroom.browsers["E"].get(address).content.decode()


@pytest.mark.parametrize("role", "SNCA")
def test_bulk_actions_leave_alone_what_is_not_theirs(newsroom, role):
    for action in ("publish", "unpublish", "delete"):
        address = f"/admin/bulk/wagtailcore/page/{action}/?id={newsroom.facts['es']}"
        newsroom.browsers[role].post(address, {"include_descendants": ""})
    assert PostPage.objects.get(pk=newsroom.facts["es"]).live


@pytest.mark.parametrize("role", "SNCA")
def test_bulk_actions_leave_topics_alone(newsroom, role):
    address = f"/admin/bulk/cms/topic/delete/?id={newsroom.facts['topic_es']}"
    newsroom.browsers[role].post(address)
    assert type(newsroom.half).objects.filter(pk=newsroom.facts["topic"], enabled=True).exists()
