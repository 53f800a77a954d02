from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns import letters, outcome_letters
        from campaigns.models import CampaignIndexPage, CampaignPage
        from cms.indexing import make_searchable
        from cms.parity import register_parity

        letters.register_kinds()
        outcome_letters.register_kind()
        make_searchable(CampaignPage)
        register_parity(CampaignPage)
        register_parity(CampaignIndexPage)
