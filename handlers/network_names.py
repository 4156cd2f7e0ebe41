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


def networks_line(t: Catalogue, places: Sequence[Place], name: Callable[[int], str]) -> str:
    """A member's networks in words: "Telegram ✓ (gửi trước), Zalo: đã chặn Lắng Nghe"."""
    if not places:
        return t.text("reason-not-joined")
    named = place_names(t, places, name)
    said = []
    for place in places:
        several = place.first and len(places) > 1
        word = t.text("people-first", network=named(place)) if several else named(place)
        said.append(f"{word}: {reason_in(t, place.shut)}" if place.shut else f"{word} ✓")
    return ", ".join(said)
