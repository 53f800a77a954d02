from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        self._tell_holdings()
        from wagtail.signals import page_published

        from campaigns import leaving_letters, letters, news_letters, outcome_letters
        from campaigns.models import CampaignIndexPage, CampaignPage, CampaignUpdatePage
        from campaigns.receivers import keep_published_letter, mend_mailed_update
        from cms.indexing import make_searchable
        from cms.parity import register_parity

        letters.register_kinds()
        outcome_letters.register_kind()
        leaving_letters.register_kinds()
        news_letters.register_kinds()
        make_searchable(CampaignPage, CampaignUpdatePage)
        register_parity(CampaignPage)
        register_parity(CampaignUpdatePage)
        register_parity(CampaignIndexPage)
        page_published.connect(
            keep_published_letter, sender=CampaignPage, dispatch_uid="campaigns.keep_letter"
        )
        page_published.connect(
            mend_mailed_update, sender=CampaignUpdatePage, dispatch_uid="campaigns.mend_mailed"
        )

    def _tell_holdings(self) -> None:
        from campaigns.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        self._tell_numbers()

    def _tell_numbers(self) -> None:
        from campaigns.telling_numbers import numbers
        from cms.languages import LANGUAGES, path_word
        from vault.metering import register_kind, register_numbers

        register_numbers(numbers)
        for language in LANGUAGES:
            register_kind(f"/{language}/{path_word('sign', language)}/", "sign")
