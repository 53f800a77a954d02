from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.indexing import make_searchable
        from news.models import Author, PostPage

        make_searchable(PostPage, Author)
