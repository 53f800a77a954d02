from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.indexing import make_searchable
        from cms.models import Routed
        from cms.parity import register_parity
        from cms.permitting import LanguagePermissionPolicy
        from news.models import Author, NewsIndexPage, PostPage, Series

        make_searchable(PostPage, Author)
        Routed.indexes.append(NewsIndexPage)
        register_parity(PostPage)
        register_parity(NewsIndexPage)
        for snippet in (Author, Series):
            edit_url_name = f"wagtailsnippets_{snippet._meta.label_lower.replace('.', '_')}:edit"
            register_parity(snippet, title_field="name", edit_url_name=edit_url_name)
            register_permission_policy(snippet, LanguagePermissionPolicy(snippet))
