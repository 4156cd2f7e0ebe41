"""What the attacks may ask for."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage.engine.database import Database
from tests.storage.scene import Scene, make


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    """A province of two communes with five members and one form."""
    return make(database, now)
