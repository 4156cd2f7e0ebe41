"""The differential run where there is nothing to run beside: one line, and no failure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.differential.__main__ import main


def test_without_the_packages_of_node_the_run_is_skipped_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tests.differential", str(tmp_path), "--modules", str(tmp_path)])
    assert main() == 0
    said = capsys.readouterr().out
    assert said.startswith("Skipped: ")
    assert said.count("\n") == 1
