"""A survey out of the form it is written in: its questions word for word, its hours, its audience."""

from __future__ import annotations

from datetime import date, datetime, time

from forms.builtin_forms import default_list
from forms.entry.draft import Draft
from handlers.filling.open_draft import OpenDraft, answer_of
from handlers.turn import Turn
from services import staff_scope
from services.audiences import ALL, Audience
from services.surveys import questionnaire
from services.surveys.questionnaire import NO_ANSWER, UNCLEAR, NotAskable, Option, Question
from services.surveys.surveys import Written
from storage.forms import published_forms
from storage.members import units
from storage.tables import Drawn, SeenBy
from texts.catalogue import Catalogue

NUMBERS = range(1, 6)
"""The questions that may be written in the chat."""
OPTIONS = range(2, 11)
"""How many options a question of staff's own may have."""
_HOUR = "17:00"
_BANDS = {"age": 4, "sex": 2}
SEVERAL = "several"
"""The audience that is put together by several marks."""


class FewOptions(ValueError):
    """A question has too few options, or too many. `name`: of the answer that holds them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoAudience(ValueError):
    """The audience that was chosen is no unit that the author may ask."""


def written(turn: Turn, done: OpenDraft) -> Written:
    """The survey that was written.

    Raises:
        NotAskable: the form that was chosen cannot be asked as a survey.
        FewOptions: a question of staff's own has not two options, or more than ten.
        NoAudience: the audience is no unit of the author's.
    """
    draft, zone = done.draft, turn.installation.zone
    drawn = Drawn(draft.value("drawn"))
    form = published_forms.latest(turn.session, answer_of(draft, "form")) if answer_of(draft, "form") else None
    unit_id, chosen = staff_scope.unit_of(turn.session, turn.actor).id, ALL
    if drawn is Drawn.NETWORK and answer_of(draft, "audience") == SEVERAL:
        chosen = Audience(marks=tuple(answer_of(draft, "audience_parts").split()))
    elif drawn is Drawn.NETWORK:
        unit = units.by_code(turn.session, answer_of(draft, "audience"))
        if unit is None or not staff_scope.covers(turn.session, turn.actor, unit.id):
            raise NoAudience
        unit_id = unit.id
    closes = date.fromisoformat(draft.value("closes"))
    later = draft.value("when") == "later"
    quota = draft.value("quota")
    if form is not None:
        loaded = turn.installation.library.form(turn.session, form.id, turn.now)
        no_answer = turn.t.text("survey-no-answer")
        questions = questionnaire.from_form(loaded, turn.t.language, no_answer, turn.local)
        conditional = next((question.text for question in questions if question.after is not None), "")
        if (
            conditional and drawn is Drawn.SAMPLED
        ):  # beside weighted shares the number of those asked would tell of people
            raise NotAskable("conditional_sampled", conditional)
    else:
        questions = _own(turn.t, draft)
    return Written(
        title=draft.value("title"),
        purpose=draft.value("purpose"),
        questions=questions,
        form_id=form.id if form is not None else None,
        drawn=drawn,
        seen_by=SeenBy(draft.value("seen_by") or SeenBy.BOARD),
        with_unit=drawn is Drawn.NETWORK and answer_of(draft, "unit") == "yes",
        unit_id=unit_id,
        audience=chosen.dump(),
        quota=int(quota) if quota else None,
        opens_at=_at(draft, "send_day", "send_hour", turn) if later else None,
        closes_at=datetime.combine(closes, time.fromisoformat(draft.value("close_hour") or _HOUR), zone),
        draft_id=done.id,
    )


def _at(draft: Draft, day: str, hour: str, turn: Turn) -> datetime:
    on, at = date.fromisoformat(draft.value(day)), time.fromisoformat(draft.value(hour))
    return datetime.combine(on, at, turn.installation.zone)


def _own(t: Catalogue, draft: Draft) -> tuple[Question, ...]:
    found: list[Question] = []
    for number in NUMBERS:
        text = draft.value(f"text_{number}")
        if not text:
            break
        found.append(_asked(t, draft, number, text))
    about = draft.value("about").split()
    return (*found, *(_about(t, mark) for mark in ("strata", "age", "sex") if mark in about))


def _asked(t: Catalogue, draft: Draft, number: int, text: str) -> Question:
    scale = draft.value(f"scale_{number}")
    if scale in ("agree", "satisfied"):
        options = [Option(f"{scale}_{at}", t.text(f"survey-{scale}-{at}")) for at in range(1, 5)]
        options.append(Option(UNCLEAR, t.text("survey-unclear")))
    else:
        words = questionnaire.options_of(draft.value(f"options_{number}"))
        if len(words) not in OPTIONS:
            raise FewOptions(f"options_{number}")
        options = [Option(f"option_{at}", label) for at, label in enumerate(words, 1)]
    options.append(Option(NO_ANSWER, t.text("survey-no-answer")))
    ordered = scale in ("agree", "satisfied")
    return Question(f"q{number}", text, tuple(options), several=scale == "several", shuffled=not ordered)


def _about(t: Catalogue, kind: str) -> Question:
    if kind == "strata":
        options = [Option(row["name"], row["label"]) for row in default_list("strata", t.language)]
    else:
        options = [Option(f"{kind}_{at}", t.text(f"survey-{kind}-{at}")) for at in range(1, _BANDS[kind] + 1)]
    options.append(Option(NO_ANSWER, t.text("survey-no-answer")))
    return Question(kind, t.text(f"survey-about-{kind}"), tuple(options), about=True)
