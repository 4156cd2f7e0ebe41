"""Long texts that are kept small: what their length says, and that what was written before is still read."""

from __future__ import annotations

import json

import pytest

from storage.columns import PaddedText

FIGURES = {f"xa_{number}": {"farming": number % 7, "land": number % 5} for number in range(100)}


@pytest.mark.parametrize("text", ["{}", json.dumps(FIGURES), "Giá vật tư nông nghiệp tăng · " * 400, "\0 giữa \0"])
def test_text_comes_back_as_it_was(text: str) -> None:
    kept = PaddedText().pack(text)
    assert kept is not None and PaddedText().unpack(kept) == text
    assert len(kept) % 1024 == 0


def test_length_says_neither_how_many_places_there_are_nor_what_stands_beside_them() -> None:
    more = {**FIGURES, "xa_100": {"farming": 3, "land": 2}}
    lengths = {
        len(PaddedText().pack(json.dumps(one)) or b"") for one in (FIGURES, more, dict(list(FIGURES.items())[1:]))
    }
    assert lengths == {1024}


def test_what_an_earlier_version_wrote_is_read() -> None:
    before = json.dumps(FIGURES).encode()
    assert PaddedText().unpack(before.ljust(8192, b"\0")) == json.dumps(FIGURES)
    assert PaddedText().pack(None) is None and PaddedText().pack("") == b""
