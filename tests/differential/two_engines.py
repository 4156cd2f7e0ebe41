"""One form played in both engines, with the answers of chance; what differs is written down by node."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

from forms.entry.draft import Draft, Question
from forms.model.form import Form, ItemsetRow
from forms.model.types import Type
from forms.xpath.expressions import local_name
from forms.xpath.parser import Call, subtrees
from forms.xpath.values import parse_moment
from tests.differential.web_forms import WebForms

_WORDS = ("đất", "nước", "chợ Gò", "12", "x")
_CHANCE = frozenset({"uuid", "random", "now"})


@dataclass
class Played:
    """What came of one form: how many steps, what the other engine would not take, and what differs by node."""

    name: str
    steps: int = 0
    untaken: dict[str, str] = field(default_factory=dict)
    differs: dict[str, tuple[str, str]] = field(default_factory=dict)


def play(
    other: WebForms, name: str, form: Form, lists: Mapping[str, Sequence[ItemsetRow]], now: datetime, most: int
) -> Played:
    """Answer by chance, going on and going back, and compare all values after each answer."""
    chance, played = random.Random(name), Played(name)
    draft = Draft(form, now=now, new_id=lambda: "0001", itemsets=lists)
    skipped = {one.ref for one in form.fields if one.preload or _of_chance(one) or one.kind.is_file}
    told = other.says({"form": form.xml, "lists": {f"{key}.csv": _csv(rows) for key, rows in lists.items()}})
    if "error" in told:
        played.untaken["the form"] = told["error"][:200]
        return played
    _compare(played, draft, told, skipped)
    while played.steps < most:
        deed = _deed(chance, draft)
        if deed is None:
            break
        told = other.says(deed)
        played.steps += 1
        if "error" in told:
            played.untaken.setdefault(str(deed)[:80], told["error"][:200])
            break
        _compare(played, draft, told, skipped)
    return played


def _of_chance(one: Any) -> bool:
    tree = one.calculate.tree if one.calculate is not None else None
    return tree is not None and any(isinstance(node, Call) and node.name in _CHANCE for node in subtrees(tree))


def _csv(rows: Sequence[ItemsetRow]) -> str:
    text, columns = io.StringIO(), list(dict.fromkeys(key for row in rows for key in row if "::" not in key))
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _deed(chance: random.Random, draft: Draft) -> dict[str, Any] | None:
    """Something that our draft took, as the other engine is told it; None at the end."""
    lines = [line.ref for line in draft.review() if line.changeable and line.kind is not Type.REPEAT]
    if lines and chance.random() < 0.3:
        draft.goto(chance.choice(lines))
    for _ in range(40):
        question = draft.question
        if question is None:
            if not lines:
                return None
            draft.goto(chance.choice(lines))
            continue
        if question.kind is Type.REPEAT:
            if question.instances < 3 and chance.random() < 0.6 and draft.add(question.ref).ok:
                return {"add": question.ref}
            draft.close(question.ref)
            continue
        if question.kind.is_file:
            if not draft.put(question.ref, "anh.jpg").ok:
                return None
            continue
        for value in _values(chance, question):
            if draft.put(question.ref, value).ok:
                return {"put": [question.ref, draft.value(question.ref)]}
        if not draft.skip(question.ref).ok:
            return None
        return {"skip": question.ref}
    return None


def _values(chance: random.Random, question: Question) -> Iterator[str]:
    names = [choice.name for choice in question.choices]
    for _ in range(8):
        if question.kind in (Type.SELECT_MULTIPLE, Type.RANK):
            many = len(names) if question.kind is Type.RANK else chance.randint(1, max(1, min(3, len(names))))
            yield " ".join(chance.sample(names, min(many, len(names))))
        elif names:
            yield chance.choice(names)
        elif question.kind in (Type.INTEGER, Type.DECIMAL):
            yield str(chance.choice((0, 1, 2, 3, 7, 18, 30, 65, 100, 2026)))
        elif question.kind is Type.RANGE and question.bounds is not None:
            yield chance.choice((question.bounds.least, question.bounds.most))
        else:
            yield {
                Type.DATE: f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                Type.TIME: f"{chance.randint(0, 23):02}:30",
                Type.DATETIME: f"2026-11-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:15",
                Type.GEOPOINT: "10.9 106.8 0 0",
                Type.ACKNOWLEDGE: "OK",
            }.get(question.kind, chance.choice(_WORDS))


def _compare(played: Played, draft: Draft, told: Mapping[str, Any], skipped: set[str]) -> None:
    ours, theirs = _leaves(draft.submission()), _leaves(told["submission"])
    for ref in dict.fromkeys((*ours, *theirs)):
        mine, other = ours.get(ref), theirs.get(ref)
        if draft.form.by_ref.get(_plain(ref)) is not None and _plain(ref) not in skipped and not _same(mine, other):
            played.differs.setdefault(_plain(ref), (str(mine), str(other)))


def _plain(ref: str) -> str:
    return "/".join(step.partition("[")[0] for step in ref.split("/"))


def _leaves(document: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(element: Any, ref: str) -> None:
        if not len(element):
            found[ref] = element.text or ""
        counts: dict[str, int] = {}
        for child in element:
            name = local_name(child)
            counts[name] = counts.get(name, 0) + 1
            if name != "meta":
                walk(child, f"{ref}/{name}[{counts[name]}]")

    root = etree.fromstring(document.encode())
    walk(root, "/" + local_name(root))
    return found


def _same(mine: str | None, other: str | None) -> bool:
    if mine == other or mine is None or other is None:
        return mine == other
    try:
        numbers = [[float(part) for part in text.split()] for text in (mine, other)]
    except ValueError:
        numbers = []
    if numbers and len(numbers[0]) == len(numbers[1]):
        return all(abs(one - two) < 1e-9 for one, two in zip(*numbers, strict=True))
    moments = parse_moment(mine), parse_moment(other)
    if all(moments):
        return moments[0] == moments[1]
    clocks = [parse_moment("2000-01-01T" + text) for text in (mine, other)]
    return all(clocks) and clocks[0] == clocks[1]
