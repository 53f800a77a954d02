"""Ways to pass a campaign on: plain links that tell nobody anything until they are followed.

The words do not say that whoever sends them has signed: that is theirs to tell.
"""

from typing import Any

from django.utils.translation import gettext as _

from campaigns.short_links import short_links
from cms.passing import LINKED, share_row

WAYS = (*LINKED, "copy", "native")


def invitation(title: str) -> str:
    """What stands before the link in a message, in the active language."""
    return _("Read it and decide whether to sign: %(title)s") % {"title": title}


def passing_on(petition: Any, title: str, language: str) -> dict[str, Any]:
    """What components/share_row.html shows: the same after signing, on the campaign's page and
    beside it in a story. One query, once its links are there.
    """
    links = short_links(petition, language, WAYS)
    return {
        "ways": share_row(title, invitation(title), links),
        "link": links["copy"],
        "native": links["native"],
        "native_text": invitation(title),
        "code": links["copy"].rpartition("/")[2],
        "says_way": True,
    }
