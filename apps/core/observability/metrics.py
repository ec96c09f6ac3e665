"""Metrics of requests, recommendations and jobs. TMDb and the cache declare their own.

Values that are read from the database or the broker when /metrics is read (a model's age, the length of
the queue) are registered by apps as gauges of a ServicePart.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error
from prometheus_client import REGISTRY as PROCESS_REGISTRY
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from apps.core.extensions import ServicePart, registered
from apps.core.observability import request_metrics

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("http_requests_total", "Requests answered", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "http_request_seconds", "Duration of requests", ["method", "route"], buckets=SECONDS
)
RECOMMENDATION_SECONDS = Histogram(
    "recommendation_seconds", "Time to make or read recommendations", ["source"], buckets=SECONDS
)
JOB_RUNS = Counter("job_runs_total", "Background jobs ended", ["job", "outcome"])
JOB_SECONDS = Histogram(
    "job_seconds", "Time that a background job took", ["job"], buckets=(0.1, 1, 10, 60, 300, 1800)
)


@contextmanager
def recommending(source: str) -> Iterator[None]:
    """Also a decorator. `source`: what kind of work it is (generated, popular, similar, match)."""
    with RECOMMENDATION_SECONDS.labels(source).time(), request_metrics.timed("recommendation"):
        yield


class GaugeCollector(Collector):
    """Reads every registered gauge when /metrics is read. A gauge without a value is left out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        gauges = (gauge for part in registered(ServicePart) for gauge in part.gauges.items())
        for name, read in gauges:
            try:
                value = read()
            except Error:  # the figures of the requests themselves matter most when the database is down
                value = None
            if value is not None:
                yield GaugeMetricFamily(name, name.replace("_", " ").capitalize(), value=value)


def exposition() -> bytes:
    """Everything in Prometheus's text format, summed over this server's processes."""
    registry = CollectorRegistry()
    registry.register(GaugeCollector())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(PROCESS_REGISTRY)
