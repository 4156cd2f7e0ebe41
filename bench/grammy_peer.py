"""The same report with grammY on Node, in memory: this process becomes Node's, so that its figures are that one's."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from bench.far_end import FIRST_CHAT, TOKEN
from bench.hook import given
from bench.machine import HOME, pin
from bench.peer_store import QUESTIONS

SCRIPT = Path(__file__).with_suffix(".mjs")


def missing() -> str:
    """What is not there and how it comes; "" where all is."""
    if shutil.which("node") is None:
        return "Node is not there: grammY is not measured."
    if not (HOME / "node_modules" / "grammy").is_dir():
        return "grammY is not there and not measured: `make dev` brings it where npm is."
    return ""


def main() -> None:
    told = given()
    pin(0)
    questions = json.dumps([asdict(one) for one in QUESTIONS])
    place = (told.api, str(told.port), str(told.members))
    os.execvp("node", ["node", str(SCRIPT), *place, TOKEN, str(FIRST_CHAT), questions])


if __name__ == "__main__":
    main()
