"""Addresses where a page once was: told apart from those where none ever was."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from django.db import models
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

MOST = 10  # pages of one name in the whole site that are looked at


class VanishedQuerySet(models.QuerySet["Vanished"]):
    def note(self, paths: Iterable[str]) -> None:
        digests = dict.fromkeys(map(digest_of, paths))
        rows = [self.model(digest=digest) for digest in digests]
        self.bulk_create(rows, ignore_conflicts=True)


class Vanished(models.Model):
    """An address of what was deleted. Known by its digest alone, because it may say a name."""

    digest = models.CharField(max_length=64, unique=True)

    objects: Any = VanishedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"vanished {self.pk}"


def digest_of(path: str) -> str:
    return sha256(unquote(path).strip("/").encode()).hexdigest()


def remember(page: Page) -> None:
    """Before it is deleted: its address and those that led to it, if readers could ever read it."""
    if page.first_published_at and page.url:
        before = Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True)
        Vanished.objects.note([page.url, *before])


def was_here(path: str) -> bool:
    """Whether a page that readers could read stood at this path and was taken off the site, or
    deleted. A draft was never there.
    """
    slug = path.rstrip("/").rpartition("/")[2]
    if not slug or "\0" in slug:
        return False
    gone = Page.objects.filter(slug=slug, live=False).exclude(first_published_at=None)
    if any(_path_of(page) == f"{path.rstrip('/')}/" for page in gone.order_by("-pk")[:MOST]):
        return True
    return Vanished.objects.filter(digest=digest_of(path)).exists()


def _path_of(page: Page) -> str:
    """Empty for a page that stands under no site."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""
