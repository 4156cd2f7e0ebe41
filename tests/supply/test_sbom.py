"""The list of parts that `make sbom` writes names all that is locked, each with its version and the hashes it is checked by."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from supply.notices import pinned

ROOT = Path(__file__).parents[2]


def test_list_of_parts_names_all_that_is_locked_and_nothing_of_the_hour(tmp_path: Path) -> None:
    recipe = re.search(r"(?m)^sbom:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"))
    assert recipe is not None
    command = recipe[1].replace("\\\n", " ").replace("$(BIN)/python", sys.executable).split()
    command[command.index("--output-file") + 1] = str(tmp_path / "made.json")
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    parts = json.loads((tmp_path / "made.json").read_bytes())
    assert "serialNumber" not in parts and "timestamp" not in parts["metadata"], "made again it is the same"
    assert (parts["bomFormat"], parts["metadata"]["component"]["name"]) == ("CycloneDX", "langnghe")
    locked = dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / "requirements.lock").read_text()))
    named = {one["name"]: one for one in parts["components"]}
    assert named.keys() == pinned().keys() == locked.keys()
    for name, one in named.items():
        assert one["purl"].startswith("pkg:pypi/") and one["version"], name
        assert one["externalReferences"][0]["hashes"], name
