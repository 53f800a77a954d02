"""Telling numbers for a Prometheus: how many signatures count, and whether a count had drifted."""

from collections.abc import Iterator

from django.db.models import Sum

from campaigns.models import Tally
from vault.figures import Figure
from vault.metering import Number

DRIFT = "signatures.drift"


def numbers() -> Iterator[Number]:
    counted = Tally.objects.values_list("language").order_by("language")
    for language, number in counted.annotate(number=Sum("count")):
        facts = {"language": language}
        yield Number("hub_signatures", "Signatures that count.", number, facts)
    for figure in Figure.objects.filter(name=DRIFT):
        about = "Entries of journals that the last recount had to mend."
        yield Number("hub_count_drift", about, figure.value)
