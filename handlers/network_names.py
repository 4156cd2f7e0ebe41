"""Names of networks as people call them, and why one of them does not reach somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from storage.members.address_book import Place
from texts.catalogue import Catalogue


def reason_in(t: Catalogue, reason: str) -> str:
    """Why somebody is not reached, in words."""
    key = f"reason-{reason.replace('_', '-')}"
    return t.text(key if key in t.keys else "reason-other")


def place_names(t: Catalogue, places: Sequence[Place], name: Callable[[int], str]) -> Callable[[Place], str]:
    """The name of each of these places: by its network, and by our account too where there are several on one network."""
    several = {network for network, count in Counter(place.network for place in places).items() if count > 1}

    def named(place: Place) -> str:
        network = t.text(f"network-{place.network.replace('_', '-')}")
        called = name(place.account_id) if place.network in several else ""
        return f"{network} ({called})" if called else network

    return named
