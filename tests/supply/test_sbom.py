"""The list of parts that `make sbom` writes names all that is locked, each with its version and the hashes it is checked by."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from supply.notices import pinned

ROOT = Path(__file__).parents[2]


def test_list_of_parts_names_all_that_is_locked_and_is_the_same_again(tmp_path: Path) -> None:
    recipe = re.search(r"(?m)^sbom:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"))
    assert recipe is not None
    command = recipe[1].replace("\\\n", " ").replace("$(BIN)/python", sys.executable).split()
    made = []
    for name in ("one.json", "other.json"):
        command[command.index("--output-file") + 1] = str(tmp_path / name)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1], "nothing of the machine or of the hour stands in it"
    parts = json.loads(made[0])
    assert (parts["bomFormat"], parts["metadata"]["component"]["name"]) == ("CycloneDX", "langnghe")
    locked = dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / "requirements.lock").read_text()))
    named = {one["name"]: one for one in parts["components"]}
    assert named.keys() == pinned().keys() == locked.keys()
    for name, one in named.items():
        assert one["purl"].startswith("pkg:pypi/") and one["version"], name
        assert one["externalReferences"][0]["hashes"], name
