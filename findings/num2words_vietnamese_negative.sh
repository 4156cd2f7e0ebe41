#!/usr/bin/env bash
# num2words 0.5.14 in Vietnamese: numbers below zero and with one digit behind the comma, as figures of a report are put in words.
# Guess: "âm ba" for -3, and "hai phẩy năm" for 2.5.
# Seen: "mười bảy" (seventeen) for -3, and "hai phẩy năm mươi" (two point fifty) for 2.5; an ordinal is the plain number.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14
venv/bin/python - <<'PYTHON'
from num2words import num2words

seen = num2words(-3, lang="vi"), num2words(2.5, lang="vi"), num2words(1, lang="vi", to="ordinal")
print(seen)
assert seen == ("mười bảy", "hai phẩy năm mươi", "một"), "changed"
PYTHON
