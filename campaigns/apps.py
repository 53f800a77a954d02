from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns import letters
        from campaigns.models import CampaignPage
        from cms.indexing import make_searchable

        letters.register_kinds()
        make_searchable(CampaignPage)
