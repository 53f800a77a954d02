from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        self._tell_holdings()
        self._know_the_journal()
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

    def _know_the_journal(self) -> None:
        from campaigns import erasing, erasing_again, expiring, holding, retiring, sealed
        from vault.key_entries import DESTROYED
        from vault.reapplying import register_clock, register_erasure

        sealed.register()
        register_erasure(holding.hold_again, holding.HELD, holding.RELEASED)
        register_erasure(erasing_again.erase_again, *erasing_again.LINES)
        register_erasure(erasing_again.forget_again, erasing_again.FORGOTTEN)
        register_erasure(erasing_again.destroy_again, DESTROYED)
        for clock in (
            *(expiring.expire_pending, erasing.tidy_leavers),
            *(retiring.set_clocks, retiring.retire_due),
        ):
            register_clock(clock)

    def _tell_holdings(self) -> None:
        from campaigns.holdings import holdings
        from vault.holdings import register_holdings

        register_holdings(holdings)
        self._tell_numbers()

    def _tell_numbers(self) -> None:
        from campaigns.telling_numbers import numbers
        from cms.languages import LANGUAGES, path_word
        from vault.metering import register_kind, register_numbers
        from vault.probing import register_probe
        from vault.ticking import has_run

        # What is due each second has a worker of its own, which beat's own tick does not pass.
        register_probe("counting", lambda: has_run("campaigns.count"))
        register_numbers(numbers)
        for language in LANGUAGES:
            register_kind(f"/{language}/{path_word('sign', language)}/", "sign")
