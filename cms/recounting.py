"""What Wagtail's history says of a pair: judged changes and what waits."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.pairs import Draft

CHANGES = {
    Draft.Change.MINOR: _("Minor change: no translation is behind"),
    Draft.Change.TRANSLATE: _("The change needs translation"),
    Draft.Change.URGENT: _("Urgent correction: the change needs translation at once"),
}


class ChangeFormatter(LogFormatter):
    label = _("Judge a change")

    def format_message(self, log_entry: Any) -> Any:
        return CHANGES.get(log_entry.data.get("change"), CHANGES[Draft.Change.TRANSLATE])


@hooks.register("register_log_actions")
def register_pair_actions(actions: LogActionRegistry) -> None:
    actions.register_action("cms.change")(ChangeFormatter)
    actions.register_action("cms.wait", _("Mark as ready"), _("Ready; waits for its pair"))
    actions.register_action("cms.send_draft", _("Send draft"), _("Draft sent to translators"))
    actions.register_action(
        "cms.pair", _("Change how a pair goes live"), _("Changed how both versions go live")
    )
