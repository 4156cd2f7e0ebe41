#!/usr/bin/env bash
# pyxform 4.5.0: a word in the column `required` that is neither yes nor true, as "Có" (Vietnamese for yes).
# Guess: an error or a warning that names the cell, as for an unknown type.
# Seen: it is taken for a condition, a path to a node of that name below the question. There is none, so that it is never true:
# the question may be left out, without an error or a warning.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0
venv/bin/python - <<'PYTHON'
import re

from pyxform.xls2xform import convert

FORM = """
| survey |      |        |        |          |
|        | type | name   | label  | required |
|        | text | first  | First  | Có       |
|        | text | second | Second | yes      |
"""
made = convert(FORM, file_type=".md")
seen = re.findall(r'nodeset="/data/(\w+)" type="string" required="([^"]*)"', made.xform)
print(seen, made.warnings)
assert seen == [("first", "Có"), ("second", "true()")] and made.warnings == [], "changed"
PYTHON
