"""The index of campaigns: one for each language, open ones first."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from campaigns.feeding_updates import feed_of_all
from campaigns.pages import BEFORE_THE_END, NEWEST, CampaignPage
from cms.courtesy import Courteous
from cms.feeding import answer, known_form
from cms.models import BasePage
from cms.reading import Head, newsroom_of


class CampaignIndexPage(Courteous, RoutablePageMixin, BasePage):
    """All campaigns of one language, open ones first."""

    max_count_per_parent = 1
    subpage_types = ["campaigns.CampaignPage"]
    parent_page_types = ["home.HomePage"]
    template = "campaigns/campaign_index_page.html"

    class Meta:
        verbose_name = _("campaign index")
        verbose_name_plural = _("campaign indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cards = [page.as_card() for page in CampaignPage.objects.child_of(self).live().as_cards()]
        running = [card for card in cards if card["state"] in BEFORE_THE_END]
        context["open_campaigns"] = sorted(running, key=lambda card: card["state"] != "open")
        over = [card for card in cards if card["state"] not in BEFORE_THE_END]
        context["won_campaigns"] = [card for card in over if card["state"] == "won"]
        context["past_campaigns"] = [card for card in over if card["state"] != "won"]
        return context

    def head(self) -> Head:
        return replace(super().head(), feed=(self.title, f"{self.full_url}feed/"))

    @path("feed/")
    @path("feed/<slug:form>/")
    def feed(self, request: HttpRequest, form: str = "") -> HttpResponse:
        campaigns = CampaignPage.objects.child_of(self).live()
        return answer(feed_of_all(self, campaigns, newsroom_of(request), known_form(form)))

    def courtesy_title(self) -> str:
        return gettext("This petition is not in %(language)s yet") % {"language": self.language()}

    def newest(self) -> dict[str, Any]:
        pages = CampaignPage.objects.child_of(self).live().as_cards()
        return {"cards": [page.as_card() for page in pages[:NEWEST]]}
