"""Metrics that Prometheus reads: how long turns take, what waits to be sent, what became of it, how busy the database is.

Numbers alone: no label names a person, a chat or a text.
"""

from __future__ import annotations

import math

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from storage.messaging.deliveries import Waiting
from storage.tables import Lane

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The metrics of one process, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.turn = Histogram(
            "langnghe_turn_seconds",
            "From an event's arrival to its commit, seconds.",
            registry=self._registry,
            buckets=_SECONDS,
        )
        self.database_wait = Histogram(
            "langnghe_database_wait_seconds",
            "How long a turn or a reading waited for the database before it began, seconds.",
            registry=self._registry,
            buckets=_SECONDS,
        )
        self.sends = Counter(
            "langnghe_sends", "Deliveries settled, by outcome.", ("lane", "outcome"), registry=self._registry
        )
        self.refusals = Counter(
            "langnghe_send_refusals",
            "Tries that the network refused, by what follows.",
            ("policy",),
            registry=self._registry,
        )
        self._depth = Gauge(
            "langnghe_queue_depth", "Deliveries that wait, by lane.", ("lane",), registry=self._registry
        )
        self._lag = Gauge(
            "langnghe_oldest_delivery_seconds",
            "How long the oldest delivery that may leave has waited, by lane.",
            ("lane",),
            registry=self._registry,
        )
        self._in_trouble = Gauge(
            "langnghe_events_in_trouble", "Events that failed or are parked.", registry=self._registry
        )

    def text(self, waiting: dict[Lane, Waiting], in_trouble: int | None) -> bytes:
        """All metrics in Prometheus' own format, with what the database says at this moment (nothing: NaN)."""
        for lane in Lane:
            here = waiting.get(lane)
            self._depth.labels(lane).set(here.count if here else math.nan)
            self._lag.labels(lane).set(here.oldest if here else math.nan)
        self._in_trouble.set(math.nan if in_trouble is None else in_trouble)
        return generate_latest(self._registry)
