"""Reports that the network of the demo's province has sent in October and in the first days of November."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import cycle
from typing import Any

from bot.demo.province.roster import SINGLE, Person, Province, read
from forms.builtin_forms import builtin, default_list
from forms.entry.draft import Draft

SUBMITTED, CALM, NOT_HEARD = 130, 38, 14
"""How October's prompt ended, in members; the rest did not answer."""

_SEED = 10
_DETAILS = "more"
_SECOND = 25  # members who reported on two matters
_FLOODED = 8
_RAIN = {date(2026, 11, 1): 4, date(2026, 11, 2): 11, date(2026, 11, 3): 9}
_OCTOBER = [date(2026, 10, day) for day in range(2, 26)]
_SOURCES = ("direct", "meeting", "voters", "social", "press", "phone")
_SOURCE_WEIGHTS = (9, 5, 3, 4, 1, 2)
_FORECASTS = {
    "agree": ("calm", "calm", "same"),
    "concerned": ("same", "same", "spread", "calm", "unknown"),
    "disagree": ("same", "spread", "complex", "spread"),
    "unclear": ("unknown", "same", "spread"),
}
_RESTS = {
    "agree": ("concerned", "concerned", "unclear"),
    "concerned": ("agree", "agree", "disagree", "unclear"),
    "disagree": ("concerned", "concerned", "agree"),
    "unclear": ("concerned",),
}
_SOON = {"agree": 0.05, "concerned": 0.35, "disagree": 0.6, "unclear": 0.3}


@dataclass(frozen=True, slots=True)
class Telling:
    """A report before it is filled in: by whom, when, on which form, and the answers by question."""

    at: datetime
    person: Person
    form: str
    answers: Mapping[str, str]
    on_prompt: bool = False


def tellings(province: Province, zone: tzinfo) -> list[Telling]:
    """All reports, in the order in which they came."""
    rng = random.Random(_SEED)  # noqa: S311 - a made-up month, not a secret
    told = [*_october(province, rng, zone), *_rain(province, rng, zone), *_urgent(province, rng, zone)]
    return sorted(told, key=lambda telling: (telling.at, telling.person.member.code))


def filled_in(telling: Telling, items: Sequence[Mapping[str, str]], places: Sequence[Mapping[str, str]]) -> Draft:
    """The telling in its form, asked question by question as in the chat."""
    lists = {"items": items, "places": places, "strata": default_list("strata")}
    draft = Draft(builtin(telling.form), now=telling.at, new_id=_ids(telling), itemsets=lists)
    draft.prefill("place", telling.answers["place"])
    _answer(draft, telling)
    if draft.form.has_one(_DETAILS):
        draft.put(_DETAILS, "OK")
        _answer(draft, telling)
    return draft


def _answer(draft: Draft, telling: Telling) -> None:
    while (question := draft.question) is not None:
        verdict = draft.put(question.ref, telling.answers.get(question.name, ""))
        if not verdict.ok:
            raise ValueError(f"{telling.form}: {question.name}: {verdict.code}")


def _ids(telling: Telling) -> Callable[[], str]:
    name = f"{telling.person.member.code} {telling.at.isoformat()}"
    return lambda: str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def _october(province: Province, rng: random.Random, zone: tzinfo) -> Iterator[Telling]:
    """Reports on the prompt: the nearer its end, the more of them; An has sent two."""
    able = [person for person in province.collaborators if person.member.joined_at is not None]
    authors = able[:2] + rng.sample(able[2:], SUBMITTED - 2)
    asked = {item["topic"] for item in read("province")["october"]["items"]}
    opinions = read("opinions")["month"]
    weights = [3 if opinion["topic"] in asked else 1 for opinion in opinions]
    for person in authors + authors[:1] + rng.sample(authors[1:], _SECOND - 1):
        day = rng.choices(_OCTOBER, range(1, len(_OCTOBER) + 1))[0]
        hour = (7, 16) if day == _OCTOBER[-1] else (7, 20)
        yield Telling(
            _instant(rng, day, zone, *hour),
            person,
            "periodic",
            _answers(rng, province, person, rng.choices(opinions, weights)[0]),
            on_prompt=True,
        )


def _rain(province: Province, rng: random.Random, zone: tzinfo) -> Iterator[Telling]:
    """After the heavy rain: two reporters of each flooded place, and some from the bodies who heard of them."""
    flooded = rng.sample([place for place in province.places if not place.name.endswith("An Phú")], _FLOODED)
    near = [person for person in province.collaborators if person.place in flooded and person.member.joined_at]
    heard = [person for person in province.collaborators if person.place is None]
    people = near + rng.sample(heard, sum(_RAIN.values()) - len(near))
    rng.shuffle(people)
    days = [day for day, count in _RAIN.items() for _ in range(count)]
    opinions = cycle(read("opinions")["rain"])
    for day, person, opinion in zip(days, people, opinions, strict=False):
        early = day == max(_RAIN)
        answers = _answers(rng, province, person, opinion)
        # After a flood people are of one mind: a day of few reports still has a stream that three reporters told of.
        answers.update(item="other", topic=opinion["topic"], share="almost_all")
        if person.place is None:
            answers["place"] = rng.choice(flooded).code
        yield Telling(_instant(rng, day, zone, 7, 7 if early else 20), person, "periodic", answers)


def _urgent(province: Province, rng: random.Random, zone: tzinfo) -> Iterator[Telling]:
    local = [
        person
        for person in province.collaborators[2:]
        if person.place is not None and person.member.joined_at is not None and person.key not in SINGLE
    ]
    rows = read("opinions")["urgent"]
    for row, person in zip(rows, rng.sample(local, len(rows)), strict=True):
        assert person.place is not None
        at = datetime.combine(date.fromisoformat(row["day"]), time.fromisoformat(row["time"]), zone)
        answers = {
            "what": row["what"],
            "place": person.place.code,
            "gist": row["gist"],
            "source": row["known"],
        }
        yield Telling(at, person, "urgent", answers)


def _answers(rng: random.Random, province: Province, person: Person, opinion: Mapping[str, Any]) -> dict[str, str]:
    main, topic = opinion["main"], opinion["topic"]
    asked = [item["topic"] for item in read("province")["october"]["items"]]
    covered = [stratum for stratum in opinion["strata"] if stratum in person.strata]
    strata = covered or rng.sample(opinion["strata"], min(len(opinion["strata"]), rng.randint(1, 2)))
    place = person.place or rng.choice(province.places)
    sources = rng.choices(_SOURCES, _SOURCE_WEIGHTS, k=rng.randint(1, 2))
    spread = rng.choices(("few", "neighbourhood", "commune", "communes"), (3, 5, 4, 0 if person.place else 5))[0]
    return {
        "item": f"item_{asked.index(topic) + 1}" if topic in asked else "other",
        "topic": topic,
        "gist": opinion["gist"],
        "strata": " ".join(strata),
        "main": main,
        "share": rng.choices(("almost_all", "three_quarters", "half"), (2, 4, 3))[0],
        "rest": rng.choice(_RESTS[main]),
        "spread": spread,
        "place": place.code,
        "source": " ".join(dict.fromkeys(sources)),
        "cause": " ".join(opinion["cause"]),
        "forecast": rng.choice(_FORECASTS[main]),
        "urgency": "soon" if rng.random() < _SOON[main] else "normal",
        "proposal": opinion.get("proposal", "") if rng.random() < 0.8 else "",
    }


def _instant(rng: random.Random, day: date, zone: tzinfo, first_hour: int, last_hour: int) -> datetime:
    """Some minute of a day, from the first hour to the end of the last."""
    minutes = rng.randrange((last_hour - first_hour + 1) * 60)
    return datetime.combine(day, time(first_hour), zone) + timedelta(minutes=minutes, seconds=rng.randrange(60))
