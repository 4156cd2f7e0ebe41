"""The chart: made of what may be shown, in letters that are all there."""

from __future__ import annotations

import io
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image, ImageFont

import digests.chart
from digests.chart import chart_png, has_chart, specification
from storage.statistics.figures import Figures, Matter


def test_a_worker_process_draws_a_chart_wide_enough_for_a_phone(full: Figures) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        made = workers.submit(chart_png, full.to_json(), "vi").result()
    picture = Image.open(io.BytesIO(made)).convert("RGB")
    assert picture.width >= 1000
    assert picture.height < 1.5 * picture.width
    colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    assert {(0xC4, 0x4E, 0x00), (0xF2, 0xB1, 0x34), (0x0B, 0x6F, 0xAE)} <= colours


def test_the_chart_holds_what_may_be_shown_and_nothing_else(full: Figures) -> None:
    drawn = json.dumps(specification(full, "vi"), ensure_ascii=False)
    for said in ("Đất đai, giải phóng mặt bằng", "17 báo cáo", "60 %", "Ít nguồn", "ước lượng của cộng tác viên"):
        assert said in drawn
    for hidden in ("Văn hóa", "Quốc phòng", "An Phú"):
        assert hidden not in drawn


def test_each_bar_is_a_hundred_per_cent_with_what_is_withheld(full: Figures) -> None:
    drawn = specification(full, "vi")
    bars = drawn["datasets"][drawn["layer"][0]["data"]["name"]]
    ends = {bar["bottom"]: max(b["to"] for b in bars if b["bottom"] == bar["bottom"]) for bar in bars}
    assert len(ends) == 4
    assert set(ends.values()) == {100}
    last = [bar for bar in bars if bar["bottom"] == max(ends)]
    assert [(bar["name"], bar["text"]) for bar in last] == [("Ít nguồn", "ít nguồn")]


def test_without_streams_there_is_no_chart(full: Figures, quiet: Figures) -> None:
    few = replace(full, topics=(Matter("land", 3), Matter("health", None)))
    for figures in (few, quiet):
        assert not has_chart(figures)
        with pytest.raises(ValueError, match="no topic"):
            chart_png(figures.to_json(), "vi")


def test_its_fonts_have_every_vietnamese_letter() -> None:
    letters = (
        "ăâđêôơưĂÂĐÊÔƠƯ"
        + "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
        + "ÀÁÃÈÉÌÍÒÓÕÙÚÝàáãèéìíòóõùúýĩũ·“”…\u00a0"
    )
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        font = ImageFont.truetype(str(Path(digests.chart.__file__).with_name("fonts") / name), 40)
        unknown = bytes(font.getmask("\ufffe"))
        assert [letter for letter in letters if bytes(font.getmask(letter)) == unknown != b""] == []
