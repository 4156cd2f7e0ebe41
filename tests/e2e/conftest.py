"""One demo and one browser for all that is played on the page.

For a module and no longer: while the driver lives its thread counts as running an event loop, and other tests want their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.phones import CHROMIUM, chromium, demo


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: on Debian `apt install chromium`")
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with demo() as found:
        yield found
