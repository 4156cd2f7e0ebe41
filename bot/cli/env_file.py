"""The `.env` file as text: `setup` and `keys rotate --new` set a variable in it and leave every other line as it was."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from bot.cli.console import ENV_FILE, fail
from bot.cli.output_files import replacing

PREFIX = "LANGNGHE_"


@dataclass(slots=True)
class Environment:
    """The lines of `.env`, and what the process's own environment says over them."""

    path: Path
    lines: list[str]
    values: dict[str, str]

    @classmethod
    def read(cls, path: Path = ENV_FILE) -> Environment:
        try:
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
        except UnicodeDecodeError:
            fail("cli-env-not-text", path=str(path))
        found = dotenv_values(path, encoding="utf-8") if lines else {}
        return cls(path, lines, {name: value for name, value in found.items() if value})

    def get(self, variable: str) -> str:
        """The value that will count, "" where there is none."""
        return os.environ.get(PREFIX + variable) or self.values.get(PREFIX + variable, "")

    def overridden(self, variable: str) -> bool:
        """True if the process's environment hides what `.env` says."""
        return bool(os.environ.get(PREFIX + variable))

    def set(self, variable: str, value: str) -> None:
        """Sets a variable whose value needs no quoting, in its own line where it has one."""
        name = PREFIX + variable
        line = f"{name}={value}"
        places = [at for at, old in enumerate(self.lines) if re.match(rf"\s*(export\s+)?{name}\s*=", old)]
        if places:
            self.lines[places[-1]] = line
        else:
            self.lines.append(line)
        self.values[name] = value

    def write(self) -> None:
        """Writes the file whole or not at all, readable by its owner alone."""
        with replacing(self.path) as file:
            file.write(("\n".join(self.lines) + "\n").encode())
