"""Work that may be ended: it takes too long, it wants too much memory, it dies, it fails."""

from __future__ import annotations

import math
import os
import sys
import time

import pytest

from uploads.isolation import Confined, Exceeded, limit_memory


def greedy() -> int:
    limit_memory(64 << 20)
    return len(bytearray(256 << 20))


async def test_what_it_makes_comes_back_and_two_wait_for_each_other() -> None:
    confined = Confined()
    assert await confined(math.factorial, 5, seconds=60) == 120
    assert await confined(os.getpid, seconds=60) != os.getpid()


async def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(Exceeded) as ended:
        await Confined()(time.sleep, 600, seconds=0.5)
    assert ended.value.what == "time"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
async def test_what_wants_too_much_memory_is_ended() -> None:
    with pytest.raises(Exceeded) as ended:
        await Confined()(greedy, seconds=60)
    assert ended.value.what == "memory"


async def test_what_dies_is_told_as_want_of_memory() -> None:
    with pytest.raises(Exceeded) as ended:
        await Confined()(os._exit, 1, seconds=60)
    assert ended.value.what == "memory"


async def test_what_fails_is_our_mistake_and_says_why() -> None:
    confined = Confined()
    with pytest.raises(RuntimeError, match="ValueError"):
        await confined(math.sqrt, -1, seconds=60)
    assert await confined(math.factorial, 3, seconds=60) == 6
