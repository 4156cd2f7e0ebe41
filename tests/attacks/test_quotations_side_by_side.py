"""Quotations of digests of the same days, laid side by side: no number of one moves by fewer than three people (privacy 4).

A digest of a prompt quotes its answers, one of its days quotes all: what stands in one and not in the other is somebody's.
"""

from __future__ import annotations

import random

import pytest

from digests.quotes import Part, Quote
from services.board import quotations
from services.board.quotations import Reading, Said
from storage.statistics.suppression import K

MATTERS = {
    "slow": (
        "Tiền đền bù đất làm đường chậm chi trả cho dân.",
        "tien den bu dat lam duong cham chi tra cho dan",
        "Dân bức xúc vì tiền đền bù đất làm đường chậm chi trả.",
    ),
    "water": ("Nước sinh hoạt đục nhiều ngày nay.", "nuoc sinh hoat duc nhieu ngay nay"),
}


def _read(said: list[Said], *beside: Quote) -> tuple[Quote, ...]:
    return quotations.choose(Reading(tuple(said), frozenset(), frozenset(), beside=beside))


def _matter(words: str) -> str:
    return next(name for name, texts in MATTERS.items() if words in texts)


@pytest.mark.parametrize("seed", range(60))
def test_no_quotation_of_a_prompt_and_of_its_days_differ_by_fewer_than_three_people(seed: int) -> None:
    dice = random.Random(seed)
    said: list[Said] = []
    for who in range(dice.randint(3, 16)):
        words = dice.choice(MATTERS[dice.choice(("slow", "slow", "water"))])
        said.append(Said(len(said) + 1, 1, who, "land", Part.SAID, words))
    parts = [[one for one in said if dice.random() < 0.75], said, [one for one in said if dice.random() < 0.5]]
    dice.shuffle(parts)
    looks: list[tuple[list[Said], tuple[Quote, ...]]] = []
    for part in parts:
        looks.append((part, _read(part, *(quote for _, quotes in looks for quote in quotes))))
    for at, (part, quotes) in enumerate(looks):
        people = {name: {one.who for one in part if _matter(one.text) == name} for name in MATTERS}
        for quote in quotes:
            name = _matter(quote.words)
            assert K <= quote.people <= len(people[name]), "at least so many wrote it"
            for other, others in looks[:at]:
                for before in (one for one in others if _matter(one.words) == name and one.people != quote.people):
                    moved = people[name] ^ {one.who for one in other if _matter(one.text) == name}
                    assert len(moved) >= K, (seed, before, quote)
