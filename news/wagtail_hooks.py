"""Authors and series in the admin."""

from wagtail.snippets.models import register_snippet

from cms.curating import STATUS, CuratedViewSet
from news.authors import Author
from news.series import Series


class AuthorViewSet(CuratedViewSet):
    model = Author
    icon = "user"
    list_display = ["name", "role", "locale", STATUS]
    search_fields = ["name"]


class SeriesViewSet(CuratedViewSet):
    model = Series
    icon = "list-ol"
    list_display = ["name", "locale", STATUS]
    search_fields = ["name"]


register_snippet(AuthorViewSet)
register_snippet(SeriesViewSet)
