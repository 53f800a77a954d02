"""Listing: the page explorer and its search say of every page which language lags, and how.

One statement for the pages on the screen, however many there are.
"""

from typing import Any

from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.lagging import lags_of
from cms.marking import mark_of
from cms.offering import prepare_offers


class ParityColumn(BaseColumn):
    """The mark of each page's pair, which the view has hung on it."""

    cell_template_name = "components/parity_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"mark": getattr(instance, "parity_mark", None), "shows_age": True}


PARITY = ParityColumn("parity", label=_("Parity"), classname="parity-cell", width="16%")


class Marked:
    """A listing of pages that hangs the mark of its pair on each."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        pages = context["object_list"]
        lags = lags_of(pages)
        prepare_offers(pages)
        for page in pages:
            if lag := lags.get(page.translation_key):
                page.parity_mark = mark_of(lag)
        return context


class MarkedExplorer(Marked, ExplorableIndexView):
    base_columns = [*ExplorableIndexView.base_columns, PARITY]


class MarkedSearch(Marked, SearchView):
    @classproperty
    def columns(cls) -> list[BaseColumn]:
        *before, navigation = SearchView.columns
        return [*before, PARITY, navigation]


class PagesViewSet(PageViewSet):
    model = Page
    index_view_class = MarkedExplorer
    search_view_class = MarkedSearch


@hooks.register("register_admin_viewset")
def list_pages_with_marks() -> PageViewSet:
    return PagesViewSet()
