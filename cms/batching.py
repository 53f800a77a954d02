"""Publishing many at once: each page for itself, so that what waits or is refused undoes no other.

Wagtail's own bulk action stops at the first page that does not go live and takes back the rest:
of two versions that go live together it would never bring both.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.models import Page

from cms.explaining import with_way
from cms.gating import Held
from cms.refusing import PublicationRefused, Refused
from cms.releasing import settle

TOLD_EACH = 10  # pages that get a sentence of their own; of more, how many they are


@dataclass
class Batch:
    """What became of each page: live or scheduled, waiting, or refused."""

    published: set[int] = field(default_factory=set)
    waiting: list[Held] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def publish(self, page: Page, user: Any) -> None:
        """Publish its newest draft; nothing is raised when that is refused or must wait."""
        revision = page.get_latest_revision() or page.specific.save_revision(user=user)
        try:
            with transaction.atomic():
                revision.publish(user=user)
            self.published.add(page.pk)
        except Held as held:
            self._wait(held)
        except PublicationRefused as refusal:
            self.refused.append(refusal)
        except ValidationError as error:
            self.refused.append(Refused(page, " ".join(error.messages)))

    def _wait(self, held: Held) -> None:
        """What was held is registered here, since its savepoint has been undone."""
        try:
            settle(held)
            self.waiting.append(held)
        except PublicationRefused as refusal:
            self.refused.append(refusal)

    def close(self) -> None:
        """What waited for another page of the batch is live now."""
        revisions = [held.revision for held in self.waiting if held.revision is not None]
        live = set(Page.objects.filter(live_revision__in=revisions).values_list("pk", flat=True))
        self.published |= live
        self.waiting = [held for held in self.waiting if held.subject.pk not in live]

    def count(self, pages: list[Page]) -> int:
        return sum(page.pk in self.published for page in pages)


class PublishEach(PublishBulkAction):
    """The bulk action "Publish", which tells of each page what became of it."""

    def get_execution_context(self) -> dict[str, Any]:
        return super().get_execution_context() | {"batch": self.batch}

    @classmethod
    def execute_action(
        cls, objects: list[Page], include_descendants: bool = False, user: Any = None, **more: Any
    ) -> tuple[int, int]:
        below = _drafts_below(objects, user) if include_descendants else []
        batch = more.get("batch") or Batch()
        for page in [*objects, *below]:
            batch.publish(page, user)
        batch.close()
        return batch.count(objects), batch.count(below)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)

    def form_valid(self, form: Any) -> HttpResponse:
        self.batch = Batch()
        response = super().form_valid(form)
        tell(self.request, self.batch)
        return response


def tell(request: HttpRequest, batch: Batch) -> None:
    """Say of each page that is not live now why, and what it waits for."""
    stopped = [*batch.refused, *batch.waiting]
    for each in stopped[:TOLD_EACH]:
        level = messages.INFO if isinstance(each, Held) else messages.ERROR
        said = f"{each.subject}: {each}"
        messages.add_message(request, level, with_way(request, each, said))
    if more := len(stopped[TOLD_EACH:]):
        said = ngettext(
            "%(count)d more page is not live yet. Open it to see what it waits for.",
            "%(count)d more pages are not live yet. Open one to see what it waits for.",
            more,
        )
        messages.warning(request, said % {"count": more})


def _drafts_below(objects: list[Page], user: Any) -> list[Page]:
    """The drafts under these pages that this person may publish, each once."""
    found: dict[int, Page] = {}
    for page in objects:
        drafts = page.get_descendants().not_live().defer_streamfields().specific()
        found |= {draft.pk: draft for draft in drafts}
    chosen = {page.pk for page in objects}
    return [
        draft
        for pk, draft in found.items()
        if pk not in chosen and (user is None or draft.permissions_for_user(user).can_publish())
    ]


hooks.register("register_bulk_action", PublishEach, order=10)  # after the stock one, in its place
