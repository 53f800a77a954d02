"""Authors and series in the admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.authors import Author
from news.series import Series


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    list_display = ["name", "role", "locale", "live"]
    search_fields = ["name"]


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    list_display = ["name", "locale", "live"]
    search_fields = ["name"]


register_snippet(AuthorViewSet)
register_snippet(SeriesViewSet)
