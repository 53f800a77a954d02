from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_localize.models import TranslationSource
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        from cms.localizing import write_translation
        from cms.segmenting import segments_of_block

        TranslationSource.create_or_update_translation = write_translation
        StreamFieldSegmentExtractor.handle_block = segments_of_block
