"""The same report with grammY on Node, in memory: this process becomes Node's, so that its figures are that one's."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from bench.far_end import FIRST_CHAT, TOKEN
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
    parser = argparse.ArgumentParser()
    for name in ("--api", "--port", "--database", "--members"):
        parser.add_argument(name, required=True)
    given = parser.parse_args()
    pin(0)
    questions = json.dumps([asdict(one) for one in QUESTIONS])
    told = ["node", str(SCRIPT), given.api, given.port, given.members, TOKEN, str(FIRST_CHAT), questions]
    os.execvp("node", told)


if __name__ == "__main__":
    main()
