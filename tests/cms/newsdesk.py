"""What a newsroom does at its desk, for the tests of publishing: translate, publish, review."""

from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import StringTranslation, Translation

from news.models import PostPage
from tests import making

COURTESY = "cms/courtesy_page.html"


def body_of(page: Page) -> str:
    """What a reader without a session gets at the page's address; empty when there is nothing,
    or but a courtesy page that says so.
    """
    response = Client().get(page.url or "/es/nothing/")
    is_courtesy = any(each.name == COURTESY for each in response.templates or [])
    return "" if is_courtesy or response.status_code != 200 else response.content.decode()


def fill(translation: Translation, *, leave: str = "none") -> None:
    """Translate every segment but those whose path begins with `leave`."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.context.path.startswith(leave):
            continue
        text = making.SPANISH.get(segment.string.data, f"es-{segment.string.data}")
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": text},
        )


def publish_in_translation_editor(browser: Client, page: Page):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return browser.post(url, {"action": "publish"})


def form_of(page: PostPage, **facts) -> dict[str, str]:
    """What the stock editor of a story sends."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "date": "2026-01-01 10:00",
        "body-count": "0",
        "hero_image": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    for formset in ("post_authors", "post_topics", "post_tags", "footnotes"):
        data |= {f"{formset}-TOTAL_FORMS": "0", f"{formset}-INITIAL_FORMS": "0"}
    return data | facts


def stock_publish(browser: Client, page: PostPage, *, title: str):
    data = form_of(page, title=title) | {"action-publish": "action-publish"}
    return browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def start_review(page: Page, user) -> None:
    task = GroupApprovalTask.objects.create(name="Second pair of eyes")
    task.groups.add(user.groups.get())
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    page.save_revision(user=user)
    workflow.start(page, user)
