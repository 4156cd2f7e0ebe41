"""Results of a survey that is over: counted, weighted where that is honest, read by whom it was said, told back, taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from digests.survey_report import Comparison, Margin, SurveyReport
from services import audit, free_words
from services.actor import Actor, NotPermitted, require
from services.surveys import questionnaire, surveys
from services.surveys.questionnaire import NO_ANSWER, Question
from storage.members import addresses, units
from storage.members.addresses import Recipient
from storage.statistics.intervals import told_between
from storage.statistics.survey_figures import Asked, AskedAfter, Change, K, Results
from storage.surveys import survey_answers
from storage.surveys import surveys as stored
from storage.tables import Drawn, Role, SeenBy, Survey, SurveyMargin, SurveyStatus

UNIT = "unit"
"""The name under which the unit beside an answer is counted like a question."""
_PERCENT = 100.0
_NEAR = 0.5
"""How far shares in per cent may be from a hundred, by rounding."""


class BadMargins(ValueError):
    """Shares that cannot be kept.

    `code`: "closed", "unknown_option", "missing_option", "sum", "not_a_number"; `detail`: an option of ours, a sum, or the
    place of what is meant among the lines, never what was typed (privacy 1).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Counted:
    """The results of a survey. `hasty`: answers in no figure, since they came faster than anybody reads."""

    survey: Survey
    questions: tuple[Question, ...]
    results: Results
    hasty: int
    margins: Sequence[SurveyMargin]

    @property
    def groups(self) -> tuple[Asked, ...]:
        """The questions by which others may be set apart: those of which everybody chose one."""
        return tuple(asked for asked in self.results.questions if not asked.several and asked.after is None)


@dataclass(frozen=True, slots=True)
class Achieved:
    """How far a group of the population has come. `answered`: in steps of five while the survey runs; `wanted` None: no quota."""

    question: Question
    option: str
    share: float | None
    wanted: int | None
    answered: int


def may_read(session: Session, actor: Actor, survey: Survey) -> bool:
    """Tell whether somebody may read the results: staff of its unit, and leaders where the first screen said so."""
    if surveys.mine(session, actor, survey.id) is not None:
        return True
    return Role.LEADER in actor.roles and survey.seen_by is not SeenBy.BOARD


def read(session: Session, actor: Actor, survey_id: int) -> Counted | None:
    """The results. None: there is no such survey, it is not over, or they are not for the actor."""
    require(actor, Role.STAFF, Role.LEADER)
    survey = readable(session, actor, survey_id)
    return count(session, survey) if survey is not None else None


def readable(session: Session, actor: Actor, survey_id: int) -> Survey | None:
    """A survey that is over, for whoever may read its results; None: it is not."""
    survey = stored.get(session, survey_id)
    over = survey is not None and survey.status is SurveyStatus.CLOSED
    return survey if survey is not None and over and may_read(session, actor, survey) else None


def count(session: Session, survey: Survey) -> Counted:
    """Count a survey that is over; whoever asks has been let in."""
    questions = questionnaire.load(survey.questions)
    given = survey_answers.given(session, survey.id)
    margins = stored.margins(session, survey.id)
    asked = [
        Asked(q.name, q.text, tuple((o.name, o.label) for o in q.options), q.several, asked_after(questions, q))
        for q in questions
    ]
    taken = [answer for answer in given if not answer.hasty]
    people: list[Mapping[str, Sequence[str]]] = [answer.choices for answer in taken]
    if survey.with_unit:
        there = sorted({answer.unit_id for answer in taken if answer.unit_id is not None})
        names = {unit_id: units.get(session, unit_id).name for unit_id in there}
        asked.append(Asked(UNIT, "", tuple((str(unit_id), names[unit_id]) for unit_id in there)))
        people = [
            {**answer.choices, UNIT: [str(answer.unit_id)]} if answer.unit_id is not None else answer.choices
            for answer in taken
        ]
    shares = _shares(margins) if survey.drawn is Drawn.SAMPLED else {}
    results = Results(asked, people, shares, left_out=(NO_ANSWER,))
    return Counted(survey, questions, results, len(given) - len(taken), margins)


def asked_after(questions: Sequence[Question], question: Question) -> AskedAfter | None:
    """Say after which answers a question is asked; None: always."""
    if question.after is None:
        return None
    before = next(earlier for earlier in questions if earlier.name == question.after.question)
    return AskedAfter(before.name, before.text, tuple(before.label(option) for option in question.after.options))


def earlier(session: Session, actor: Actor, counted: Counted) -> tuple[Survey, list[Change]] | None:
    """Set the results beside those of the last survey before that asked some question word for word, of people drawn alike.

    None: there is none that the actor may read. Both have hidden what may not be shown before they are compared.
    """
    for before in _before(session, actor, counted):
        if changes := beside(session, before, counted):
            return before, changes
    return None


def has_earlier(session: Session, actor: Actor, counted: Counted) -> bool:
    """Tell whether a survey before asked the same; nothing is counted, so that too few may have answered it to be set beside."""
    return next(_before(session, actor, counted), None) is not None


def beside(session: Session, before: Survey, counted: Counted) -> list[Change]:
    """Set results beside those of an earlier survey, question by question where both asked word for word the same."""
    same = same_asked(before, counted.survey)
    if not same:
        return []
    then = count(session, before)
    return [change for old, new in same for change in _changes(then.results, old, counted.results, new)]


def same_asked(before: Survey, after: Survey) -> list[tuple[str, str]]:
    """Find the questions that two surveys ask word for word alike, but those about whom they ask: their names in each."""
    now, then = questionnaire.load(after.questions), questionnaire.load(before.questions)
    asked = {_alike(now, question): question.name for question in now if not question.about}
    return [(question.name, asked[key]) for question in then if (key := _alike(then, question)) in asked]


def _before(session: Session, actor: Actor, counted: Counted) -> Iterator[Survey]:
    """The surveys before that may be set beside, the newest first."""
    survey = counted.survey
    for before in stored.closed_before(session, survey.id, survey.drawn, survey.unit_id):
        if same_asked(before, survey) and may_read(session, actor, before):
            yield before


def _alike(questions: Sequence[Question], question: Question) -> tuple[object, ...]:
    """A question word for word, and after which answers it is asked."""
    above = asked_after(questions, question)
    return question.text, question.options, (above.text, above.labels) if above is not None else None


def _changes(then: Results, old: str, now: Results, new: str) -> list[Change]:
    before, after = then.question(old), now.question(new)
    known = {cell.name: cell.share for cell in before.cells}
    found = []
    for cell in after.cells:
        share = known.get(cell.name)
        if cell.share is not None and share is not None:
            by = told_between(cell.share, after.effective, share, before.effective)
            found.append(Change(after.asked.text, cell.label, share, cell.share, by))
    return found


def set_shares(
    session: Session, actor: Actor, survey_id: int, question: str, lines: str, source: str, as_of: date, now: datetime
) -> Survey | None:
    """Keep the population's shares by one question: lines of "option: share" or "option: share, quota". None: no such survey.

    Only until it is over: weights leave out who said no group, and results seen with and without them would tell who that is.

    Raises:
        NotPermitted: the actor is not staff.
        BadMargins: it is over, an option is not asked or is missing, no number, or shares do not sum to a hundred.
        WordsRefused: the source is too long, or holds something personal.
    """
    require(actor, Role.STAFF)
    source = free_words.taken(source, free_words.TITLE)
    survey = surveys.mine(session, actor, survey_id)
    if survey is None:
        return None
    if survey.status is SurveyStatus.CLOSED:
        raise BadMargins("closed")
    asked = next((known for known in questionnaire.load(survey.questions) if known.name == question), None)
    if asked is None or asked.several or asked.after is not None:
        raise BadMargins("unknown_option", question)
    rows = [
        SurveyMargin(
            survey_id=survey_id, question=question, choice=choice, share=share, quota=quota, source=source, as_of=as_of
        )
        for choice, (share, quota) in parse_shares(asked, lines).items()
    ]
    stored.set_margins(session, survey_id, question, rows)
    audit.note(session, actor, now, "survey.margins", f"survey:{survey_id}", question)
    return survey


def parse_shares(asked: Question, lines: str) -> dict[str, tuple[float, int | None]]:
    """The shares (per cent) and quotas that were typed, by option.

    Raises:
        BadMargins: as `set_shares`.
    """
    options = {_folded(option.label): option.name for option in asked.options if option.name != NO_ANSWER}
    found: dict[str, tuple[float, int | None]] = {}
    for place, line in enumerate(filter(None, (part.strip() for part in lines.replace(";", "\n").splitlines())), 1):
        label, _, numbers = line.rpartition(":")
        name = options.get(_folded(label))
        if name is None:
            raise BadMargins("unknown_option", str(place))
        share, _, quota = numbers.partition("/")
        found[name] = _number(share, place), (int(_number(quota, place)) if quota.strip() else None)
    missing = [option.label for option in asked.options if option.name not in found and option.name != NO_ANSWER]
    if missing:
        raise BadMargins("missing_option", missing[0])
    total = sum(share for share, _quota in found.values())
    if abs(total - _PERCENT) > _NEAR:
        raise BadMargins("sum", f"{total:.1f}")
    return found


def achieved(session: Session, actor: Actor, survey_id: int) -> list[Achieved]:
    """How far each group of the population has come, those that lack most first: who is to be asked next."""
    require(actor, Role.STAFF)
    survey = surveys.mine(session, actor, survey_id)
    if survey is None:
        return []
    by_name = {known.name: known for known in questionnaire.load(survey.questions)}
    given = [answer for answer in survey_answers.given(session, survey_id) if not answer.hasty]
    found: list[Achieved] = []
    for margin in stored.margins(session, survey_id):
        count_ = sum(margin.choice in answer.choices.get(margin.question, ()) for answer in given)
        question = by_name[margin.question]
        answered = count_ - count_ % K
        found.append(Achieved(question, question.label(margin.choice), margin.share, margin.quota, answered))
    return sorted(found, key=lambda achieved: achieved.answered / achieved.wanted if achieved.wanted else 1.0)


def tell(session: Session, actor: Actor, survey_id: int, now: datetime) -> tuple[Counted, Sequence[Recipient]] | None:
    """Tell the results to those who answered, once; nobody sees who they are.

    None: it is not over, was told, or its first screen did not say that results are for everybody.
    Whoever answered by an open link is told nothing: no contact of theirs is kept.
    """
    require(actor, Role.STAFF)
    survey = surveys.mine(session, actor, survey_id)
    if survey is None or not may_be_told(survey):
        return None
    if not stored.change(session, survey, (SurveyStatus.CLOSED,), {"told_at": now}):
        return None
    audit.note(session, actor, now, "survey.tell", f"survey:{survey_id}")
    answered = surveys.of_audience(session, survey, answered=True)
    return count(session, survey), addresses.reached(session, answered, now)


def may_be_told(survey: Survey) -> bool:
    """Tell whether the results may still go to those who answered: only what the first screen said is public."""
    over = survey.status is SurveyStatus.CLOSED and survey.told_at is None
    return over and survey.drawn is Drawn.NETWORK and survey.seen_by is SeenBy.PUBLIC


def export(session: Session, actor: Actor, survey_id: int, kind: str, now: datetime) -> Survey:
    """Note that somebody takes the results out as a file. `kind`: "docx", "xlsx", "csv" or "png" (the chart).

    Raises:
        NotPermitted: it is not over, or not for the actor.
    """
    require(actor, Role.STAFF, Role.LEADER)
    survey = readable(session, actor, survey_id)
    if survey is None:
        raise NotPermitted
    audit.note(session, actor, now, "survey.export", f"survey:{survey_id}", kind)
    return survey


def report(counted: Counted, board: str, earlier: Comparison | None = None) -> SurveyReport:
    """All that a report of these results says: each question, and each by the groups that were asked about."""
    survey, results = counted.survey, counted.results
    assert survey.closed_at is not None and survey.ended is not None, "results are of what is over"
    about = [group.name for group in counted.groups if group.name in {q.name for q in counted.questions if q.about}]
    by = [*about, *([UNIT] if survey.with_unit else [])]
    labels = {question.name: question.text for question in counted.questions}
    labels |= {
        f"{question.name}/{option.name}": option.label for question in counted.questions for option in question.options
    }
    margins = [
        Margin(
            labels[margin.question],
            labels[f"{margin.question}/{margin.choice}"],
            margin.share,
            margin.source,
            margin.as_of,
        )
        for margin in counted.margins
        if margin.share is not None
    ]
    asked = [question.name for question in counted.questions]
    everybody = [question.name for question in counted.questions if question.after is None]
    return SurveyReport(
        board=board,
        title=survey.title,
        purpose=survey.purpose,
        drawn=survey.drawn,
        with_unit=survey.with_unit,
        opened=survey.opens_at,
        closed=survey.closed_at,
        ended=survey.ended,
        n=results.n,
        effective=results.effective,
        hasty=counted.hasty,
        weighing=results.weighing,
        questions=tuple(results.question(name) for name in asked),
        crosses=tuple(results.cross(name, group) for group in by for name in everybody if name not in by),
        margins=tuple(margins),
        labels=labels,
        earlier=earlier,
    )


def _shares(margins: Sequence[SurveyMargin]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for margin in margins:
        if margin.share is not None:
            found.setdefault(margin.question, {})[margin.choice] = margin.share
    return found


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _number(words: str, place: int) -> float:
    try:
        found = float(words.strip().rstrip("%").replace(",", "."))
    except ValueError as error:
        raise BadMargins("not_a_number", str(place)) from error
    if not 0 <= found < 1e9:
        raise BadMargins("not_a_number", str(place))
    return found
