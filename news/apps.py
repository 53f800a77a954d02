from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from cms.permitting import LanguagePermissionPolicy
        from news.authors import Author

        register_permission_policy(Author, LanguagePermissionPolicy(Author))
