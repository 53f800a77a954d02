from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_localize.models import TranslationSource

        from cms.localizing import write_translation
        from cms.models import Topic
        from cms.parity import register_parity

        register_parity(Topic, title_field="name", edit_url_name="wagtailsnippets_cms_topic:edit")
        TranslationSource.create_or_update_translation = write_translation
