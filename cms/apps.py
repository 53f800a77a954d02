from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published

        from cms import receivers  # noqa: F401
        from cms.indexing import make_searchable
        from cms.models import Topic
        from cms.parity import register_parity
        from cms.permitting import LanguagePermissionPolicy
        from cms.proofreading import settle_published

        page_published.connect(settle_published)
        register_parity(Topic, title_field="name", edit_url_name="wagtailsnippets_cms_topic:edit")
        register_permission_policy(Topic, LanguagePermissionPolicy(Topic))
        make_searchable(Topic)
        self._replace()
        self._replace_pictures_doors()

    def _replace(self) -> None:
        """What stands in place of the libraries' own; each module says why."""
        from wagtail.admin.views.mixins import SpreadsheetExportMixin
        from wagtail.models import Page, WorkflowState
        from wagtail_localize.models import StringTranslation, TranslationSource
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        from cms.approving import publish_approved
        from cms.crediting import comment_of
        from cms.extracting import segments_of_block
        from cms.localizing import write_translation
        from cms.separating import switch_tree_sync_off
        from cms.starting import replace_lines
        from cms.tabulating import stream_csv

        switch_tree_sync_off()
        replace_lines()
        SpreadsheetExportMixin.stream_csv = stream_csv
        Page.private_page_options = []
        WorkflowState.on_finish = publish_approved
        StringTranslation.get_comment = comment_of
        TranslationSource.create_or_update_translation = write_translation
        StreamFieldSegmentExtractor.handle_block = segments_of_block

    def _replace_pictures_doors(self) -> None:
        """The same for uploading and choosing pictures."""
        from wagtail.images.fields import WagtailImageField
        from wagtail.images.views.chooser import ImageChooserViewSet, ImageChosenResponseMixin
        from wagtail.images.widgets import AdminImageChooser

        from cms.cautioning import CautiousChooseView, CautiousResultsView, title_when_chosen
        from cms.pictures import check_pixels

        WagtailImageField.check_image_pixel_size = check_pixels
        AdminImageChooser.get_display_title = title_when_chosen
        ImageChosenResponseMixin.get_display_title = title_when_chosen
        ImageChooserViewSet.choose_view_class = CautiousChooseView
        ImageChooserViewSet.choose_results_view_class = CautiousResultsView
