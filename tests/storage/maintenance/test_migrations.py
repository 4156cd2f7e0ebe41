"""The migrations make the tables that the classes describe, and what runs on one database runs on the other."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.engine.database import Database
from storage.maintenance.migrate import pending
from storage.tables import metadata


def test_the_migrations_make_the_tables_of_the_classes(database: Database) -> None:
    assert not pending(database)
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
        assert compare_metadata(context, metadata) == []


def test_what_runs_on_one_database_runs_on_the_other(request: pytest.FixtureRequest) -> None:
    runs: dict[str, Counter[str]] = defaultdict(Counter)
    for item in request.session.items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and "database_url" in callspec.params:
            runs[callspec.params["database_url"]][item.nodeid.partition("[")[0]] += 1
    assert runs["sqlite"] == runs["postgresql"]
