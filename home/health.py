"""Is it well? The doors for machines that watch: alive, ready, and numbers.

Anybody may ask whether Hub is ready and reads names and yes or no: no numbers, no reasons.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from vault.metering import SOURCES, of_web
from vault.probing import ask_all


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _machine_answer({"status": "ok"}, HTTPStatus.OK)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """503 where this host cannot serve. `degraded` with 200 names what is not well elsewhere: no
    host is to be taken away because mail is late or beat is down.
    """
    health = ask_all()
    status = HTTPStatus.OK if health.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return _machine_answer({"status": health.word, **health.answers}, status)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who has METRICS_TOKEN. To all others, and without one, there is no such address."""
    said = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(said, wanted):
        raise Http404
    told = CollectorRegistry()
    told.register(_Told())
    body = generate_latest(of_web()) + generate_latest(told)
    response = HttpResponse(body, content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = "no-store"
    return response


class _Told(Collector):
    """What the apps tell from the database."""

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Any] = {}
        for source in SOURCES:
            for number in source():
                kind = CounterMetricFamily if number.is_total else GaugeMetricFamily
                if number.name not in families:
                    names = sorted(number.labels)
                    families[number.name] = kind(number.name, number.about, labels=names)
                values = [number.labels[name] for name in sorted(number.labels)]
                families[number.name].add_metric(values, float(number.value))
        yield from families.values()


def _machine_answer(facts: dict[str, Any], status: HTTPStatus) -> HttpResponse:
    response = JsonResponse(facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
