"""Places: no finer than a commune, and read from what people type."""

from __future__ import annotations

import math

import pytest

from texts.places import read_place, rounded

BIEN_HOA = (10.95, 106.85)


@pytest.mark.parametrize(
    ("exact", "kept"),
    [
        ((10.957421, 106.842713), BIEN_HOA),
        ((10.974, 106.874), (10.95, 106.85)),
        ((10.976, 106.876), (11.0, 106.9)),
        ((21, 105), (21.0, 105.0)),
        ((-0.01, -0.02), (0.0, 0.0)),
        ((-33.8688, 151.2093), (-33.85, 151.2)),
        ((90, 180), (90.0, 180.0)),
        ((-90, -180), (-90.0, -180.0)),
    ],
)
def test_a_place_is_as_coarse_as_a_commune(exact: tuple[float, float], kept: tuple[float, float]) -> None:
    assert rounded(*exact) == kept
    assert [math.copysign(1, axis) for axis in rounded(*exact)] == [math.copysign(1, axis) for axis in kept]
    assert rounded(*kept) == kept, "what is rounded stays"


@pytest.mark.parametrize("nowhere", [(90.01, 0), (0, 180.5), (math.nan, 0), (0, math.nan), (math.inf, 0), (-91, 0)])
def test_a_place_is_on_earth(nowhere: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no place"):
        rounded(*nowhere)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("10.95, 106.84", BIEN_HOA),
        ("10.957421,106.842713", BIEN_HOA),
        ("10,95; 106,84", BIEN_HOA),
        ("10,95, 106,84", BIEN_HOA),
        ("10.95 106.84", BIEN_HOA),
        (" (10.95, 106.84). ", BIEN_HOA),
        ("Tọa độ: 10.95, 106.84", BIEN_HOA),
        ("toạ độ 10,95 106,84", BIEN_HOA),
        ("To\u0323a \u0111o\u0323\u0302: 10.95, 106.84", BIEN_HOA),
        ("10.95°, 106.84°", BIEN_HOA),
        ("10.95° N, 106.84° E", BIEN_HOA),
        ("10.95N,106.84E", BIEN_HOA),
        ("N 10.95 E 106.84", BIEN_HOA),
        ("106.84E 10.95N", BIEN_HOA),
        ("10,95 B; 106,84 Đ", BIEN_HOA),
        ("10,95° vĩ bắc, 106,84° kinh đông", BIEN_HOA),
        ("10,95 độ bắc", None),
        ("10.95 Bắc, 106.84 Đông", BIEN_HOA),
        ("10°57'00\"N 106°50'24\"E", BIEN_HOA),
        ("10°57′00″N, 106°50′24″E", BIEN_HOA),
        ("10º57’N 106º50’E", BIEN_HOA),
        ("10°57'00''B 106°50'24''Đ", BIEN_HOA),
        ("10 57' 00\" N 106 50' 24\" E", BIEN_HOA),
        ("-33.87, 151.21", (-33.85, 151.2)),
        ("33.87 S, 151.21 E", (-33.85, 151.2)),
        ("33,87 N; 151,21 Đ", (-33.85, 151.2)),
        ("33.87 Nam, 70.6 Tây", (-33.85, -70.6)),
        ("−33.87, −70.6", (-33.85, -70.6)),
        ("10", None),
        ("10,95", None),
        ("10.95", None),
        ("91, 10", None),
        ("10.95, 190.2", None),
        ("106.84, 10.95", None),
        ("10.95N 106.84N", None),
        ("10.95E 106.84E", None),
        ("N 10.95 N 106.84", None),
        ("10°61'N 106°50'E", None),
        ("10°57'75\"N 106°50'24\"E", None),
        ("10.95, 106.84, 12", None),
        ("1.2.3, 4", None),
        ("٣.٥, ٤.٥", None),
        ("nhà văn hóa ấp 3", None),
        ("8h30, 9h", None),
        ("", None),
        ("\n", None),
        ("1" * 1_000_000, None),
        ("1 " * 1_000_000, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_places_are_read(typed: str, place: tuple[float, float] | None) -> None:
    assert read_place(typed) == place
