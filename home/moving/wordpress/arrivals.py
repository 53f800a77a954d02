"""Arrivals: what came from where, so that a second import finds the first one's."""

import hashlib
import json
from typing import Any

from django.db import models

from cms.models import Image


class Arrival(models.Model):
    """One thing of an old site: a story as a page, a file as a picture or a document.

    `made` is a digest of what was written here, `revision` the page's newest revision then: another
    one says that somebody has worked on it since. Without page, picture and document it was deleted
    here, and does not come again.
    """

    site = models.CharField(max_length=200)  # the old site's address
    key = models.CharField(max_length=250)  # `post 11`, `file 2010/12/rally.jpg`
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    image = models.ForeignKey(Image, null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.BigIntegerField(null=True)
    was_live = models.BooleanField(default=False)
    made = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="arrived_once"),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"

    def is_edited(self, page: Any) -> bool:
        """Whether somebody has worked on it here, or taken it offline."""
        return page.latest_revision_id != self.revision or (self.was_live and not page.live)


def digest_of(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
