"""Every sentence that reads like a claim is checked where it is said, or stands in the list of those that are none."""

from __future__ import annotations

from tests.claims import CLAIMING, CLAIMS, ELSEWHERE
from texts.catalogue import catalogue_for

NO_CHAT = ("cli-", "page-", "run-")


def test_what_reads_like_a_claim_is_checked_or_says_why_not() -> None:
    t = catalogue_for("vi")
    others = tuple(name for names in ELSEWHERE.values() for name in names.split())
    found = []
    for key in sorted(t.keys):
        if not key.startswith((*NO_CHAT, *others)) and key not in CLAIMS:
            text = t.text(key, **dict.fromkeys(t.variables(key), "x"))
            if CLAIMING.search(text):
                found.append(f"{key}: {text[:100]}")
    assert found == []


def test_the_lists_of_claims_name_texts_that_are_there() -> None:
    keys = catalogue_for("vi").keys
    assert CLAIMS.keys() <= keys
    others = [name for names in ELSEWHERE.values() for name in names.split()]
    assert [name for name in others if not any(key.startswith(name) for key in keys)] == []
