"""The parity desk: one report of everything that exists in two languages, or should."""

from typing import Any

import django_filters
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.comparing import Lag, State
from cms.lagging import Lags, Wish, with_demand, with_progress, with_reads
from cms.languages import NATIVE_NAMES
from cms.marking import age_of, mark_of
from cms.models import Pair
from cms.parity import kinds
from home.readership import read_words


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.name, capfirst(str(kind.label))) for kind in kinds()]


def _choice(label: Any, choices: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=_("Everything"), widget=RadioSelect
    )


class DeskFilters(WagtailFilterSet):
    """The form only: cms.lagging does the filtering, over all kinds at once."""

    owed = _choice(_("What to show"), [("yes", _("What readers are missing right now"))])
    mine = _choice(_("Whose"), [("yes", _("Mine: begun, saved or translated by me"))])
    language = _choice(_("Language that lags"), list(NATIVE_NAMES.items()))
    state = _choice(_("State"), State.choices)
    kind = _choice(_("Kind"), kind_choices)

    class Meta:
        model = Pair
        fields: list[str] = []


class StateColumn(BaseColumn):
    cell_template_name = "components/parity_cell.html"

    def get_cell_context_data(self, instance: Lag, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"mark": mark_of(instance), "shows_age": False}


class ReadsColumn(BaseColumn):
    cell_template_name = "components/reads_cell.html"

    def get_cell_context_data(self, instance: Lag, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        is_page = instance.edit_pk and instance.kind.is_page
        url = reverse("page_reads", args=[instance.edit_pk]) if is_page else ""
        return context | {"reads": [read_words(each) for each in instance.reads], "url": url}


class ParityDesk(BaseListingView):
    """No export: a title may begin like a formula."""

    page_title = _("Parity desk")
    header_icon = "globe"
    template_name = "wagtailadmin/reports/base_report.html"
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    index_url_name = "parity_desk"
    index_results_url_name = "parity_desk_results"
    filterset_class = DeskFilters
    paginate_by = 50
    is_searchable = True
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            accessor="title",
            get_url=lambda lag: lag.edit_url,
        ),
        Column(
            "kind",
            label=_("Kind"),
            sort_key="kind",
            accessor=lambda lag: capfirst(str(lag.kind.label)),
        ),
        Column(
            "original",
            label=_("Written in"),
            classname="parity-wide",
            accessor=lambda lag: NATIVE_NAMES[lag.original],
        ),
        StateColumn("state", label=_("The other language"), classname="parity-cell"),
        ReadsColumn("reads", label=_("Read in a week"), sort_key="reads", classname="parity-cell"),
        Column("behind", label=_("Behind by"), sort_key="behind", accessor=age_of),
        DateColumn("changed_at", label=_("Last change"), classname="parity-wide"),
    ]

    def get_queryset(self) -> Lags:
        return Lags(self.request.user, self.wish, self.ordering or "")

    @cached_property
    def wish(self) -> Wish:
        """What cannot be chosen is not looked for."""
        asked = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        return Wish(
            **{name: asked.get(name) or "" for name in ("language", "state", "kind")},
            is_owed=bool(asked.get("owed")),
            is_mine=bool(asked.get("mine")),
            title=self.search_query,
        )

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return gettext("Nothing here is what you look for.")
        return gettext("Nothing here. Both languages stand level.")

    def get_search_form(self) -> SearchForm:
        asked = self.request.GET if self.search_kwarg in self.request.GET else None
        return SearchForm(asked, placeholder=gettext("Search titles"))

    def paginate_queryset(self, queryset: Lags, page_size: int) -> tuple[Any, ...]:
        paginator, page, lags, is_paginated = super().paginate_queryset(queryset, page_size)
        return paginator, page, with_reads(with_demand(with_progress(lags))), is_paginated
