"""A sample of a population that is known: everybody answers a survey by its open link, on Telegram or on a Zalo bot.

Nobody's answer is written to the database by hand: it comes by the network, as every other one does. The truth is computed
from the population alone, and the tally is kept of what was pressed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import select

from services.surveys import results
from storage.engine.database import Database
from storage.statistics.survey_figures import Results
from storage.tables import Survey, SurveyLink
from tests.handlers.playing import local, only
from tests.stage import Person, Stage, ZaloPerson, furnish, new_world, staged

CHOICES = ("Rất đồng ý", "Đồng ý", "Không đồng ý", "Rất không đồng ý", "Chưa rõ")
SEXES = {"Nam": 0.494, "Nữ": 0.506}
AGES = {"18 đến 34": 0.30, "35 đến 49": 0.29, "50 đến 64": 0.25, "Từ 65": 0.16}
_READY = {"Nam": (1.2, 1.7, 1.3, 0.7), "Nữ": (0.7, 0.9, 0.7, 0.5)}
"""How readily each cell of sex and age answers: men, and those who are neither young nor old, far more."""
_SPACED = 31.0
"""Seconds from one who begins to the next: fewer than 120 begin by one link in an hour."""


@dataclass(slots=True)
class Sampled:
    """What came of it. `tally`: what was pressed, by question; `counted`: what the results count, without weights.

    `held`: of the intervals of weighted shares those that hold the truth, and how many there are; `plain`: the same without
    weights.
    """

    people: int
    tally: Mapping[str, Counter[str]]
    counted: Mapping[str, Counter[str]] = field(default_factory=dict)
    held: tuple[int, int] = (0, 0)
    plain: tuple[int, int] = (0, 0)


def opinion(sex: str, age: str) -> tuple[float, ...]:
    """The chances of each choice in a cell of the population."""
    agree = {"Nam": 0.55, "Nữ": 0.42}[sex] + dict(zip(AGES, (0.10, 0.03, -0.05, -0.12), strict=True))[age]
    return agree * 0.4, agree * 0.6, (1 - agree) * 0.5, (1 - agree) * 0.3, (1 - agree) * 0.2


def truth() -> tuple[float, ...]:
    """The share of each choice in the whole population."""
    cells = [(SEXES[sex] * AGES[age], opinion(sex, age)) for sex in SEXES for age in AGES]
    return tuple(sum(size * chances[at] for size, chances in cells) for at in range(len(CHOICES)))


async def sampled(database: Database, people: int, seed: int = 0) -> Sampled:
    """Let so many people answer, every second one on Zalo. The database is founded and empty."""
    world = new_world(zalo=True)
    codes = database.run_now(lambda session: furnish(session, world.clock.now()))
    async with staged(database, world) as stage:
        stage.codes = codes
        binh = stage.person("binh")
        await binh.starts(binh.code)
        await binh.presses("Đồng ý tham gia")
        only(stage)
        code = await _open(stage, binh)
        chance = random.Random(seed)
        cells = [(sex, age) for sex in SEXES for age in AGES]
        weights = [SEXES[sex] * AGES[age] * _READY[sex][list(AGES).index(age)] for sex, age in cells]
        tally: dict[str, Counter[str]] = {"q1": Counter(), "sex": Counter(), "age": Counter()}
        for number, (sex, age) in enumerate(chance.choices(cells, weights, k=people)):
            choice = chance.choices(CHOICES, opinion(sex, age))[0]
            await _answers(stage, f"r{number}", code, choice, sex, age, zalo=bool(number % 2))
            tally["q1"][choice] += 1
            tally["sex"][sex] += 1
            tally["age"][age] += 1
        await stage.at(local(20, 17, 31))
        return _counted(database, Sampled(people, tally))


async def _open(stage: Stage, binh: Person) -> str:
    """Bình writes the survey, enters the population's shares, and makes an open link; returns its code."""
    await binh.says("/khaosat")
    await binh.presses("Soạn khảo sát")
    await binh.says("Ý kiến về chợ")
    await binh.says("Sắp xếp lại chợ")
    await binh.says("Anh/chị đồng ý hay không đồng ý dời chợ?")
    await binh.presses("Đồng ý – không đồng ý")
    await binh.presses("Bỏ qua")
    await binh.presses("Nam, nữ")
    await binh.presses("Nhóm tuổi")
    await binh.presses("Xong")
    await binh.presses("được chọn mẫu")
    await binh.says("20/11")
    await binh.presses("✓ Xem trước")
    await binh.presses("Gửi khảo sát")
    for button, shares in (("Anh/chị là nam hay nữ", SEXES), ("Anh/chị ở nhóm tuổi", AGES)):
        await binh.presses("Tỷ lệ và chỉ tiêu nhóm")
        await binh.presses(button)
        lines = [f"{name}: {100 * share:.1f}".replace(".", ",") for name, share in shares.items()]
        await binh.says("\n".join([*lines, "Nguồn: Niên giám thống kê, 30/6/2026"]))
        await binh.says("/khaosat")
        await binh.presses("Ý kiến về chợ")
    await binh.presses("Liên kết mở")
    await binh.presses("Tạo liên kết")
    await binh.says("Chợ Mới")
    return stage.look(lambda session: session.scalars(select(SurveyLink.code)).one())


async def _answers(stage: Stage, key: str, code: str, choice: str, sex: str, age: str, *, zalo: bool) -> None:
    stage.world.add_person(key, f"Người {key}")
    said = (choice, age, sex)
    if zalo:  # a stranger there presses nothing: they write
        person: Person = ZaloPerson(stage, key)
        await person.says(f"đồng ý KS-{code}")
        for words in said:
            await person.says(words.lower())
        stage.world.clock.advance(_SPACED)
        await person.says("gửi câu trả lời")
        return
    person = stage.person(key)
    await person.starts(f"ks{code}")
    for label in ("Đồng ý", *said):
        await person.presses(label)
    stage.world.clock.advance(_SPACED)
    await person.presses("Gửi câu trả lời")


def _counted(database: Database, seen: Sampled) -> Sampled:
    counted = database.read_now(lambda s: results.count(s, s.scalars(select(Survey)).one()))
    found = counted.results
    labels = {(q.name, o.name): o.label for q in counted.questions for o in q.options}
    seen.counted = {name: Counter(labels[name, one[name][0]] for one in found.given) for name in seen.tally}
    if found.weighing.done:  # a handful of people may have no weights
        seen.held = _held(found)
        seen.plain = _held(Results(found.questions, found.given, {}))
    return seen


def _held(found: Results) -> tuple[int, int]:
    """Of the intervals of all people and of each sex, those that hold what is so in the population, and how many there are."""
    pairs = list(zip(found.question("q1").cells, truth(), strict=False))
    for row in found.cross("q1", "sex").rows:
        if row.label in SEXES:
            of_sex = [sum(AGES[age] * opinion(row.label, age)[at] for age in AGES) for at in range(len(CHOICES))]
            pairs += zip(row.cells, of_sex, strict=False)
    shown = [(cell.share, so) for cell, so in pairs if cell.share is not None and cell.label in CHOICES]
    return sum(share.least <= so <= share.most for share, so in shown), len(shown)
