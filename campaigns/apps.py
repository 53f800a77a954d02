from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns import letters
        from campaigns.models import CampaignIndexPage, CampaignPage, CampaignUpdatePage
        from cms.indexing import make_searchable
        from cms.parity import register_parity

        letters.register_kinds()
        make_searchable(CampaignPage, CampaignUpdatePage)
        register_parity(CampaignPage)
        register_parity(CampaignUpdatePage)
        register_parity(CampaignIndexPage)
