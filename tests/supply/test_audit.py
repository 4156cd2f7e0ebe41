"""What the auditing tools answer is read as found, not found or not asked, and no silence passes for good news."""

from __future__ import annotations

import json

from supply.audit import Audit, read_npm, read_pip_audit


def test_a_weak_package_is_found_with_the_version_that_mends_it() -> None:
    weak = {
        "name": "leaky",
        "version": "1.0",
        "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": []}],
    }
    answer = json.dumps({"dependencies": [weak, {"name": "sound", "version": "2.0", "vulns": []}], "fixes": []})
    found = read_pip_audit("requirements.lock", answer, "Found 1 known vulnerability in 1 package")
    assert found == Audit("requirements.lock", 2, ("leaky 1.0: PYSEC-2026-1, mended in 1.1",))
    assert found.lines()[-1] == "requirements.lock: 1 found in 2 packages looked up"


def test_packages_that_were_passed_over_are_said_to_be() -> None:
    skipped = {"name": "unknown", "skip_reason": "Dependency not found and could not be audited"}
    answer = json.dumps({"dependencies": [skipped], "fixes": []})
    found = read_pip_audit("requirements.lock", answer, "")
    assert (found.asked, found.found) == (0, ())
    why = "Dependency not found and could not be audited"
    assert found.lines() == [f"requirements.lock: not looked up: 1 of 1 packages (unknown …): {why}"]


def test_a_service_that_does_not_answer_is_said_to_be_unreached() -> None:
    found = read_pip_audit("requirements.lock", "", "Traceback\nConnectionError: no route\n")
    assert found.lines() == ["requirements.lock: not looked up: ConnectionError: no route"]
    assert read_pip_audit("a", "[]", "").lines() == ["a: not looked up: no answer"]
    refused = json.dumps({"message": "request failed", "error": {"summary": "", "detail": ""}})
    assert read_npm("package-lock.json", refused, "").lines() == ["package-lock.json: not looked up: request failed"]


def test_npm_says_which_package_is_weak_and_how_badly() -> None:
    answer = {
        "vulnerabilities": {"lint": {"severity": "high", "range": "<2.0.0"}},
        "metadata": {"dependencies": {"total": 40}, "vulnerabilities": {"total": 1}},
    }
    found = read_npm("package-lock.json", json.dumps(answer), "")
    assert found == Audit("package-lock.json", 40, ("lint: high (<2.0.0)",))
