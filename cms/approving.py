"""What Wagtail does when the last reviewer approves."""

from typing import Any

from wagtail.models import WorkflowState

from cms.gating import Held


def publish_approved(workflow_state: WorkflowState, user: Any = None) -> None:
    """Publish the approved draft. If it waits for its other version, the approval stands and the
    draft is ready; any other refusal undoes the approval.
    """
    try:
        workflow_state.content_object.get_latest_revision().publish(user=user)
    except Held:
        return
