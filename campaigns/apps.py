from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns import leaving_letters, letters
        from campaigns.models import CampaignIndexPage, CampaignPage
        from cms.indexing import make_searchable
        from cms.parity import register_parity

        letters.register_kinds()
        leaving_letters.register_kinds()
        make_searchable(CampaignPage)
        register_parity(CampaignPage)
        register_parity(CampaignIndexPage)
