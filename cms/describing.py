"""Describing: a picture goes live with its credit, and with its alternative text in the language of
the page it stands on. What is missing in one language holds the other up only where it is missing.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.refusing import PublicationRefused
from cms.wordings import Wording


class PictureUndescribed(PublicationRefused):
    """A picture has no alternative text in this language."""


class PictureUncredited(PublicationRefused):
    """Nobody is named as the maker of a picture."""


def check_pictures(
    subject: Any, translation: Translation | None, revision: Revision | None
) -> None:
    """Main picture, pictures and galleries. Raises PictureUndescribed and PictureUncredited.

    A translation without a revision is about to be written from its segments; it comes back with
    the revision that was made of them.
    """
    if revision is None and translation is not None:
        return
    draft = revision.as_object() if revision else subject.get_latest_revision_as_object()
    for picture in Wording(draft).pictures:
        if not picture.alternative.strip():
            raise PictureUndescribed(
                subject,
                _("The picture “%(title)s” has no alternative text. Say what it shows.")
                % {"title": picture.where},
            )
        if not picture.credit.strip():
            raise PictureUncredited(
                subject,
                _("The picture “%(title)s” has no credit. Say who made it.")
                % {"title": picture.where},
            )
