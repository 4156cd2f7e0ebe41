#!/usr/bin/env bash
# pyxform 4.5.0: a question that stands below blank rows of the sheet.
# Guess: blank rows are passed over, however many there are.
# Seen: after 60 of them it is still read; after 61 the sheet ends there, without an error or a warning.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0 openpyxl==3.1.5
venv/bin/python - <<'PYTHON'
import openpyxl
from pyxform.xls2xform import convert

seen = {}
for blank in (60, 61):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("text", "before", "Before")):
        sheet.append(row)
    for column, value in enumerate(("text", "after", "After"), 1):
        sheet.cell(row=3 + blank, column=column, value=value)
    book.save("form.xlsx")
    made = convert("form.xlsx")
    seen[blank] = ("<after" in made.xform, made.warnings)
print(seen)
assert seen == {60: (True, []), 61: (False, [])}, "changed"
PYTHON
