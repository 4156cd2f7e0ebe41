"""The proof against a real ODK Central where there is none: one line, and no failure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.central.__main__ import main


def test_without_its_source_the_proof_is_skipped_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tests.central", "--source", str(tmp_path)])
    assert main() == 0
    said = capsys.readouterr().out
    assert said.startswith("Skipped: ") and said.count("\n") == 1
