"""The runner itself, on a folder written here: it counts, names, and cannot be talked into passing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cases.__main__ import main
from tests.forms.authoring.workbooks import written

FORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title>'
    '<model><instance><data id="t"><a/><b/></data></instance><bind nodeset="/data/a" type="int" constraint=". &gt; 1"/>'
    '<bind nodeset="/data/b" calculate="/data/a * 2"/></model></h:head>'
    '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
)


def expression(text: str, kind: str, expected: object) -> dict[str, object]:
    return {"expression": text, "instance_xml": "<data><n>2</n></data>", "type": kind, "expected": expected}


def scenario(*steps: dict[str, object]) -> dict[str, object]:
    return {"name": "x :: a form", "form": FORM, "core": True, "steps": list(steps)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases: dict[str, list[dict[str, object]]] = {
        "sums.open.json": [
            expression("/data/n + 1", "number", 3.0),
            expression("/data/n + 1", "number", 4.0),
            expression("/data/n", "string", "2"),
            expression("1 = 1", "string", "true"),
            expression("nobody()", "error", {"error": True}),
            expression("digest('a', 'MD5')", "string", "x"),
        ],
        "forms.held.json": [
            scenario({"answer": {"ref": "/data/a", "value": "4"}}, {"expect": {"ref": "/data/b", "value": "8"}}),
            scenario(
                {"answer": {"ref": "/data/a", "value": "1"}},
                {"expect": {"ref": "/data/a", "valid": False, "condition": "constraint"}},
            ),
            scenario({"answer": {"ref": "/data/a", "value": "4"}}, {"expect": {"ref": "/data/b", "value": "9"}}),
        ],
    }
    for name, rows in cases.items():
        (tmp_path / name).write_text(json.dumps({"meta": {}, "cases": rows}), "utf-8")
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    survey = "| survey | | | |\n| | type | name | label |\n"
    lines = {"good.md": "| | text | a | A |\n", "bad.md": "| | texty | a | A |\n", "map.md": "| | geotrace | a | A |\n"}
    for name, line in lines.items():
        (sheets / name).write_text(survey + line, "utf-8")
    verdicts = [("good.md", "ok"), ("bad.md", "rejected"), ("map.md", "ok"), ("good.md", "rejected"), ("bad.md", "ok")]
    files = [{"path": path, "pyxform": verdict} for path, verdict in verdicts]
    (sheets / "manifest.json").write_text(json.dumps({"files": files}), "utf-8")
    return tmp_path


def test_every_row_is_counted_and_what_is_missed_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "out" / "counts.json"
    out.parent.mkdir()
    monkeypatch.setattr(sys, "argv", ["tests.cases", str(folder), "--json", str(out)])
    assert main() == 0
    assert json.loads(out.read_text("utf-8")) == {
        "forms": {"passed": 2, "missed": 1, "declined": 0},
        "sums": {"passed": 3, "missed": 2, "declined": 1},
        "sheets": {"passed": 2, "missed": 2, "declined": 1},
    }
    said = capsys.readouterr().out
    assert "forms: passed 2, missed 1, declined 0, core 2/3" in said
    assert "missed 2: /data/n + 1: 3.0 instead of 4.0" in said
    assert "declined 6: digest('a', 'MD5'): digest" in said
    assert "declined map.md: unsupported_type" in said
    assert "step 2 expect" in said


SHEET = "| survey |\n| | type | name | label | constraint |\n| | integer | n | N | {} |\n"


def small_cases(folder: Path) -> None:
    small, forms = folder / "turn2" / "engine", folder / "turn2" / "forms"
    small.mkdir(parents=True)
    forms.mkdir()

    def plain(name: str, *steps: dict[str, object], form: str = SHEET.format("")) -> None:
        case = {"kind": ".md", "form": form, "steps": list(steps)}
        (small / f"{name}.json").write_text(json.dumps(case), "utf-8")

    def shared(name: str, on: str, steps: list[list[str]], expect: dict[str, object], form: str) -> None:
        (forms / f"{name}.md").write_text(form, "utf-8")
        (forms / f"{name}.json").write_text(json.dumps({"on": on, "steps": steps, "expect": expect}), "utf-8")

    answer: dict[str, object] = {"answer": {"ref": "/data/n", "value": "4"}}
    plain("right", answer, {"expect": {"ref": "/data/n", "value": "4"}}, {"submission": {"contains": ["<n>4</n>"]}})
    plain("wrong", answer, {"expect": {"ref": "/data/n", "matches": "5"}})
    plain("refused", {"load": {"refused": True}}, form=SHEET.format(". &lt;"))
    plain("taken", {"load": {"refused": True}})
    shared("put", "engine", [["put", "n", "4", "ok"]], {"values": {"n": "4"}, "may_be_sent": True}, SHEET.format(""))
    shared("not", "engine", [["put", "n", "4", "ok"]], {"values_not": {"n": "4"}}, SHEET.format(""))
    shared("told", "check", [], {"verdict": "refused", "row": 2}, SHEET.format("nobody()"))
    shared("untold", "check", [], {"verdict": "refused"}, SHEET.format(""))
    files = folder / "turn2" / "files"
    files.mkdir()
    for name, label in (("unsaved", '="x"'), ("saved", "X")):
        (files / f"{name}.xlsx").write_bytes(written([("text", "a", label)]))
    for name, call in (("unsaved", "forms check FILE"), ("saved", "forms check FILE"), ("pdf", "soffice")):
        (files / f"{name}.json").write_text(json.dumps({"call": call, "file": f"{name}.xlsx", "expect": {}}), "utf-8")
    (files / "pdf.xlsx").touch()


def test_small_cases_of_both_formats_pass_or_are_missed_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_cases(tmp_path)
    monkeypatch.setattr(sys, "argv", ["tests.cases", str(tmp_path)])
    assert main() == 0
    said = capsys.readouterr().out
    assert "turn2-engine: passed 2, missed 2, declined 0" in said
    assert "turn2-forms: passed 2, missed 2, declined 0, check 1/2, engine 1/2" in said
    assert "turn2-files: passed 1, missed 1, declined 1" in said
    for name in ("saved: no sheet", "taken: published", "wrong: step 2 expect", "untold: accepted", "not: found"):
        assert f"missed {name}" in said
