"""Heard from Wagtail: a campaign's page went live, by whichever door."""

from typing import Any

from campaigns.letter_versions import keep_letter
from campaigns.mailing_signers import mend_mailing
from campaigns.mailings import Mailing
from campaigns.models import CampaignPage
from cms.actors import current_actor


def keep_published_letter(sender: Any, instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """The letter that is live now, not the one in memory, is the one to keep."""
    rows = CampaignPage.objects.live().select_related("petition", "locale")
    page = rows.filter(pk=instance.pk).first()
    if page is None:
        return
    who = getattr(revision, "user", None) or current_actor()
    by = who if getattr(who, "pk", None) else None
    keep_letter(page.petition, page.locale.language_code, page.letter, by=by)


def mend_mailed_update(sender: Any, instance: Any, **kwargs: Any) -> None:
    """An update that is being mailed leaves as it reads now."""
    language = instance.locale.language_code
    mend_mailing(Mailing.Event.UPDATE, instance.translation_key, language)
