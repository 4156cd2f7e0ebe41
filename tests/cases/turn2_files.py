"""Cases of files as other programs write them: ``call`` says what is run on ``file``, a form's check or a roster's reading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.authoring.check import check
from forms.builtin_forms import default_list
from handlers.staff.form_errors import sentence
from services.form_rules import refusals
from storage.roster.rows import Rows
from storage.roster.sheet import Mistake, RosterTrouble, read
from tests.cases.tally import Declined, Missed
from texts.catalogue import catalogue_for

_TEXTS = catalogue_for("vi")


def play(path: Path, case: Mapping[str, Any]) -> None:
    """Do what a case calls for. Raises Declined for what needs a whole program: `make test` plays it."""
    content = path.with_name(case["file"]).read_bytes() if "file" in case else b""
    if case["call"].startswith("forms check"):
        _form(content, path.with_name(case["file"]).suffix)
    elif case["call"].startswith("roster import"):
        _roster(content, case["expect"])
    else:
        raise Declined(case["call"])


def _form(content: bytes, kind: str) -> None:
    checked = check(content, kind, lambda form: refusals(form, "case"))
    told = [*checked.problems, *checked.warnings]
    if not any(one.sheet and one.row and "cột" in sentence(_TEXTS, one) for one in told):
        raise Missed(f"no sheet, row and column: {[sentence(_TEXTS, one) for one in told]}")


def _roster(content: bytes, expect: Mapping[str, Any]) -> None:
    strata = {value: row["name"] for row in default_list("strata") for value in row.values()}
    try:
        rows = Rows(read(content), strata)
    except RosterTrouble as trouble:
        told = " ".join(_sentence(mistake) for mistake in trouble.mistakes)
        if expect.get("sentence contains", "?") not in told:
            raise Missed(told) from None
        return
    if rows.mistakes:
        raise Missed(" ".join(_sentence(mistake) for mistake in rows.mistakes))
    below = [unit for unit in rows.units if unit.parent]  # the root is there already
    found = {"units": len(below), "members": len(rows.members), "member codes": [one.code for one in rows.members]}
    wrong = {key: value for key, value in found.items() if expect.get(key, value) != value}
    if wrong or "sentence contains" in expect:
        raise Missed(f"found {wrong or found}")


def _sentence(mistake: Mistake) -> str:
    return _TEXTS.text(f"roster-mistake-{mistake.code.replace('_', '-')}", **mistake.args)
