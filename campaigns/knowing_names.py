"""Knowing names: who signed, by who learns of it, so that no list of names tells of the others.

A circle is everybody whose names the same ones get: readers of the page, the target's office, this
or that partner, or nobody. Who holds some of these lists knows whole circles and nothing of others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, ExpressionWrapper, OuterRef, Q
from django.db.models.fields import BooleanField

from campaigns.models import Consent, Petition, Signature
from campaigns.regions import area_of
from campaigns.signatures import SignatureQuerySet
from campaigns.small_cells import View

KNOWN = ("on_page", "goes_to_target", "partners")


def counts_by_circle(petition: Petition) -> dict[str, Counter[str]]:
    """How many of each area, as far as they are counted: the sum is the total that all can see."""
    counts: dict[str, Counter[str]] = {}
    rows = _by_circle(petition).values_list(*KNOWN, "region").annotate(number=Count("pk"))
    for *known, region, number in rows.order_by():
        counts.setdefault(_name(*known), Counter())[area_of(region)] += number
    return counts


def handed_out(petition: Petition) -> dict[str, list[View]]:
    """By circle, what each recipient's list of names held after each bundle that it was sent."""
    sent: dict[tuple[str, str], dict[int, Counter[str]]] = {}
    rows = _by_circle(petition).exclude(handovers=None)
    columns = (*KNOWN, "region", "handovers__to", "handovers__bundle")
    grouped = rows.values_list(*columns).annotate(number=Count("pk")).order_by("handovers__bundle")
    for *known, region, to, bundle, number in grouped:
        bundles = sent.setdefault((_name(*known), to), {})
        bundles.setdefault(bundle, Counter())[area_of(region)] += number
    lists: dict[str, list[View]] = {}
    for (circle, _to), bundles in sent.items():
        lists.setdefault(circle, []).extend(_growing(bundles.values()))
    return lists


def _by_circle(petition: Petition) -> SignatureQuerySet:
    counted = Signature.objects.filter(petition=petition, is_in_person=False)
    is_shown = ~Q(shown_as=Signature.Shown.NOTHING)
    consents = Consent.objects.filter(signature=OuterRef("pk")).order_by("partner_id")
    return counted.exclude(counted_at=None).annotate(
        on_page=ExpressionWrapper(is_shown, output_field=BooleanField()),
        partners=ArraySubquery(consents.values("partner_id")),
    )


def _name(on_page: bool, goes_to_target: bool, partners: Iterable[int]) -> str:
    known = ["page"] * on_page + ["office"] * goes_to_target
    return " ".join([*known, *map(str, partners)])


def _growing(portions: Iterable[Counter[str]]) -> Iterator[View]:
    whole: Counter[str] = Counter()
    for portion in portions:
        whole += portion
        yield View(dict(whole), whole.total())
