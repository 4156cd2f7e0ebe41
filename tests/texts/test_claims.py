"""Every sentence that reads like a claim is checked where it is said, or stands in the list of those that are none."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_nobody_is_em_to_a_leader_in_a_group_an_alert_or_a_document() -> None:
    for name in ("alerts", "assessment", "board", "digest", "directives", "groups", "issues", "verification"):
        said = (Path(__file__).parents[2] / "texts" / "vi" / f"{name}.ftl").read_text(encoding="utf-8")
        found = re.findall(r"^([\w-]+) = .*\bem\b", said, re.MULTILINE | re.IGNORECASE)
        assert [key for key in found if key != "group-taken-over"] == [], "that one comes in private"
