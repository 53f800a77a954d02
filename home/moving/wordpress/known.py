"""What has come already from one old site."""

from typing import Any

from home.moving.wordpress.arrivals import Arrival


class Known:
    """Rows by their key; which page a story became is held in memory, as every link asks."""

    def __init__(self, site: str):
        self.site = site
        rows = Arrival.objects.filter(site=site, page__isnull=False)
        self._pages: dict[str, int] = dict(rows.values_list("key", "page_id"))

    def row(self, key: str) -> Arrival | None:
        rows = Arrival.objects.select_related("page", "image", "document")
        return rows.filter(site=self.site, key=key[:250]).first()

    def page_of(self, story_id: int) -> int | None:
        return self._pages.get(story_key(story_id))

    def keep(self, key: str, **facts: Any) -> None:
        Arrival.objects.update_or_create(site=self.site, key=key[:250], defaults=facts)

    def note_page(self, story_id: int, page_id: int) -> None:
        """Once it is committed."""
        self._pages[story_key(story_id)] = page_id


def story_key(story_id: int) -> str:
    return f"post {story_id}"
