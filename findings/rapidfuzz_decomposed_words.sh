#!/usr/bin/env bash
# rapidfuzz 3.14.6: `utils.default_process`, "lower-cases and removes what is not alphanumeric", on Vietnamese whose marks are
# characters of their own (Unicode NFD), as some phones and file systems write them.
# Guess: the marks belong to their letters, so that words stay whole and both writings are nearly alike.
# Seen: each mark becomes a blank, which tears the words apart: the two writings of one address come to 48 of 100.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rapidfuzz==3.14.6
venv/bin/python - <<'PYTHON'
import unicodedata

from rapidfuzz import fuzz, utils

composed = unicodedata.normalize("NFC", "Hòa Bình, đường số 5")
decomposed = unicodedata.normalize("NFD", composed)
seen = utils.default_process(composed), utils.default_process(decomposed)
alike = round(fuzz.token_sort_ratio(composed, decomposed, processor=utils.default_process))
print(seen, alike)
assert unicodedata.normalize("NFC", seen[0]) == "hòa bình  đường số 5", "changed"
assert seen[1].split() == ["ho", "a", "bi", "nh", "đu", "o", "ng", "so", "5"], "changed"
assert alike < 75, "changed"
PYTHON
