"""Write the next migration from what differs between the table classes and the migrations so far: `make migration NAME=…`.

The comparison runs on a SQLite file of its own; changes of tables come as batches, which PostgreSQL takes as well. What was
written has to be read: a renamed column looks like one lost and one won, and rows that must change are not in it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import MIGRATIONS, configure

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def create(name: str, migrations: Path = MIGRATIONS) -> Path:
    """Write the migration `NNNN_name.py`, numbered after the newest one, and return it.

    Raises `ValueError` where `name` is not words in small letters joined by underscores.
    """
    from alembic import command

    if not _NAME.fullmatch(name):
        raise ValueError("a migration's name is words in small letters joined by underscores, such as report_verdicts")
    newest = max(path.name.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*.py"))
    number = f"{int(newest) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/compared.db", KeyRing.parse([new_key()]))
        try:
            with database.engine.connect() as connection:
                config = configure(connection, migrations)
                command.upgrade(config, "head")
                message = name.replace("_", " ").capitalize()
                command.revision(config, message, autogenerate=True, rev_id=number)
                connection.rollback()
        finally:
            database.close()
    return next((migrations / "versions").glob(f"{number}_*.py"))


def main() -> None:
    """Take the name from the command line, and say which file was written."""
    try:
        made = create(sys.argv[1] if len(sys.argv) > 1 else "")
    except ValueError as error:
        sys.exit(f"{error}: make migration NAME=report_verdicts")
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
