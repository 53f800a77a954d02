"""Authors in the admin."""

from wagtail.snippets.models import register_snippet

from cms.curating import CuratedViewSet
from news.authors import Author


class AuthorViewSet(CuratedViewSet):
    model = Author
    icon = "user"
    list_display = ["name", "role", "locale", "live"]
    search_fields = ["name"]


register_snippet(AuthorViewSet)
