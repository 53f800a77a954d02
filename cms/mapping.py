"""Where the site's maps for search engines stand, and which of them lists a page."""

INDEX = "/sitemap.xml"
NEWS = "/news-sitemap.xml"
SECTIONS = "/sitemaps/sections.xml"
CHUNK = 2_000  # numbers of pages in one map: pages keep their map when others come and go


def map_of(pk: int) -> str:
    return f"/sitemaps/pages-{pk // CHUNK}.xml"


def maps_of(*pks: int) -> list[str]:
    """Those that say something of these pages, and those that change with any page."""
    return [*dict.fromkeys(map_of(pk) for pk in pks), SECTIONS, INDEX, NEWS]
