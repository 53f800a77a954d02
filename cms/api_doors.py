"""The admin page API, held to what the desk may do: copies are drafts, and deleting is kept."""

from typing import Any

from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.delete import DeletePageAPIAction
from wagtail.models import Page

from cms.admitting import check_deleting


class DraftCopyAPIAction(CopyPageAPIAction):
    """A copy is a draft, whatever was asked."""

    def _action_from_data(self, instance: Page, data: dict) -> Any:
        return super()._action_from_data(instance, data | {"keep_live": False})


class KeptDeleteAPIAction(DeletePageAPIAction):
    def execute(self, instance: Page, data: dict) -> Any:
        check_deleting(instance, self.request.user)
        return super().execute(instance, data)


KEPT = {"copy": DraftCopyAPIAction, "delete": KeptDeleteAPIAction}
