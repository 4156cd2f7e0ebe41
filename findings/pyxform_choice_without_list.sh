#!/usr/bin/env bash
# pyxform 4.5.0: a row of `choices` whose list_name is blank, as the lower cells of a merged one are.
# Guess: an error or a warning that names the row, as for a blank name or label.
# Seen: the form compiles, there is no warning, and the choice is in no list.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0
venv/bin/python - <<'PYTHON'
from pyxform.xls2xform import convert

FORM = """
| survey  |                   |        |        |
|         | type              | name   | label  |
|         | select_one colour | colour | Colour |
| choices |                   |        |        |
|         | list_name         | name   | label  |
|         | colour            | red    | Red    |
|         |                   | green  | Green  |
|         | colour            | blue   | Blue   |
"""
made = convert(FORM)
names = [name for name in ("red", "green", "blue") if f"<name>{name}</name>" in made.xform]
print("choices:", names, "warnings:", made.warnings)
assert names == ["red", "blue"] and made.warnings == [], "changed"
PYTHON
