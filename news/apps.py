from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.indexing import make_searchable
        from cms.parity import register_parity
        from cms.permitting import LanguagePermissionPolicy
        from news.models import Author, NewsIndexPage, PostPage

        make_searchable(PostPage, Author)
        register_parity(PostPage)
        register_parity(NewsIndexPage)
        register_parity(
            Author, title_field="name", edit_url_name="wagtailsnippets_news_author:edit"
        )
        register_permission_policy(Author, LanguagePermissionPolicy(Author))
