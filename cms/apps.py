from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_localize.models import TranslationSource

        from cms.indexing import make_searchable
        from cms.localizing import write_translation
        from cms.models import Topic

        TranslationSource.create_or_update_translation = write_translation
        make_searchable(Topic)
