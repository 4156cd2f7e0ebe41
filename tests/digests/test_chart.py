"""The chart: made of what may be shown, in letters that are all there."""

from __future__ import annotations

import io
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageFont

import digests.chart
from digests import spec_charts
from digests.chart import chart_png, has_chart, specification
from storage.statistics.shown_figures import Figures, Matter, Place, Share

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_worker_process_draws_a_chart_wide_enough_for_a_phone(full: Figures) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        made = workers.submit(chart_png, full.to_json(), "vi", ZONE).result()
    picture = Image.open(io.BytesIO(made)).convert("RGB")
    assert picture.width >= 1000
    assert picture.height < 1.5 * picture.width
    colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    assert {(0xC4, 0x4E, 0x00), (0xF2, 0xB1, 0x34), (0x0B, 0x6F, 0xAE)} <= colours


def test_the_chart_holds_what_may_be_shown_and_nothing_else(full: Figures) -> None:
    drawn = json.dumps(specification(full, "vi", ZONE), ensure_ascii=False)
    for said in ("Đất đai, giải phóng mặt bằng", "17 báo cáo", "60 %", "Ít nguồn", "ước lượng của cộng tác viên"):
        assert said in drawn
    for hidden in ("Văn hóa", "Quốc phòng", "An Phú"):
        assert hidden not in drawn


def test_bars_stand_about_the_middle_with_what_is_withheld_at_the_end(full: Figures) -> None:
    drawn = specification(full, "vi", ZONE)
    bars = drawn["datasets"][drawn["layer"][0]["data"]["name"]]
    rows: dict[int, list[tuple[str, int, int, str]]] = {}
    for bar in bars:
        rows.setdefault(bar["bottom"], []).append(
            (bar["name"], bar["from"], bar["to"], bar["text"].replace("\u00a0", " "))
        )
    assert [sorted(row, key=lambda bar: bar[1]) for row in rows.values()] == [
        [
            ("Không đồng tình", -85, -25, "60 %"),
            ("Băn khoăn", -25, 0, "25 %"),
            ("Đồng tình", 0, 10, ""),
            ("Chưa rõ", 10, 15, ""),
        ],
        [("Băn khoăn", -25, 0, "25 %"), ("Đồng tình", 0, 65, "65 %"), ("Ít nguồn", 65, 75, "")],
        [("Không đồng tình", -55, -40, ""), ("Băn khoăn", -40, 0, ""), ("Đồng tình", 0, 45, "")],
    ], "no per cent of nine reports, and no bar for a matter without streams"


def test_the_board_s_own_topic_stands_by_its_label_in_lines(full: Figures) -> None:
    own = "Khắc phục hậu quả bão, lũ năm 2026 và hỗ trợ người dân vùng ngập khôi phục sản xuất"
    topics = (replace(full.topics[0], name="bao_lu_2026"), full.topics[1])
    drawn = specification(replace(full, topics=topics, labels={"topic-bao_lu_2026": own}), "vi", ZONE)
    heads = drawn["datasets"][drawn["layer"][4]["data"]["name"]]
    assert heads[0]["name"].split("\n") == [
        "Khắc phục hậu quả bão, lũ năm 2026 và hỗ trợ",
        "người dân vùng ngập khôi phục sản xuất",
    ]


def test_without_streams_there_is_no_chart(full: Figures, quiet: Figures) -> None:
    few = replace(full, topics=(Matter("land", 3), Matter("health", None)))
    for figures in (few, quiet):
        assert not has_chart(figures)
        with pytest.raises(ValueError, match="no topic"):
            chart_png(figures.to_json(), "vi", ZONE)


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


def test_charts_that_are_data_hold_what_may_be_shown_and_hatch_the_rest(full: Figures) -> None:
    school = Matter("education", 4, (Share("concerned", 80), Share("disagree", 20)))
    shown = (Place("xã An Phú", 11, unit="2", months=(None, None, *range(3, 12), 40)),)
    shown += (Place("phường Bắc", 9, unit="3", months=(3,) * 12),)
    figures = replace(
        full,
        topics=(*full.topics[:2], school, Matter("culture", None)),
        places=(*shown, Place("xã Ít", None, unit="4", months=(3,) * 12)),
        months_end=full.last_day.replace(day=1),
        months=(1,) * 12,
    )
    for chart in spec_charts.CHARTS:
        made = spec_charts.specification(figures, chart, "vi")
        assert {layer["data"]["name"] for layer in made["layer"]} == made["datasets"].keys()
        assert made["datasets"]["hatching"] and len(made["title"]["subtitle"]) == 2, "and it says what is hatched"
        picture = Image.open(io.BytesIO(spec_charts.chart_png(figures.to_json(), chart, "vi")))
        assert picture.width >= 1280
    stances, units = (spec_charts.specification(figures, chart, "vi")["datasets"] for chart in spec_charts.CHARTS)
    assert [one["text"] for one in stances["notes"]] == ["Không đồng tình", "Băn khoăn", "Đồng tình", "Chưa rõ"]
    said = [one["text"] for one in stances["said"]]
    assert said[:4] == ["60 %", "25 %", "10 %", "5 %"]
    assert not any("%" in one for one in said[-4:]), "words, no per cent, under ten reports"
    assert not any("Văn hóa" in one["text"] for one in stances["heads"])
    assert [one["text"] for one in units["heads"]] == ["xã An Phú", "phường Bắc"]
    assert len(units["bars"]) == 22 and {"40", "3"} == {one["text"] for one in units["numbers"]}
    few = replace(figures, places=shown[:1], topics=(Matter("culture", None),))
    assert not any(spec_charts.drawable(few, chart) for chart in spec_charts.CHARTS)
