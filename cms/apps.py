from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published
        from wagtail_localize.models import StringTranslation, TranslationSource

        from cms.crediting import comment_of
        from cms.localizing import write_translation
        from cms.reviewing import settle_published

        page_published.connect(settle_published)
        StringTranslation.get_comment = comment_of
        TranslationSource.create_or_update_translation = write_translation
