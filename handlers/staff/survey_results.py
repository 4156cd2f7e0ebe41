"""The results of a survey in the chat: by question, by group, as a file, told back; the population that they are set against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from channels.messages import Button, FileRef, Keyboard, MediaKind
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.orders import SurveyExported, SurveyExportOrder
from services.surveys import questionnaire, results, surveys
from services.surveys.questionnaire import NO_ANSWER, Question
from services.surveys.results import BadMargins, Counted
from storage.statistics.intervals import Interval
from storage.statistics.survey_figures import FEW, Asked, Cell, Change, K, Weighing
from storage.tables import Lane, PendingDecision, Role, SurveyStatus
from texts.catalogue import Catalogue
from texts.numbers import number
from texts.rich import RichText

_SHARES = "survey_shares"
_PART = 3500  # letters of one message
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SOURCE = re.compile(r"^\s*(?:nguồn|nguon|source)\s*:\s*(.+)$", re.IGNORECASE)


def show(turn: Turn, pressed: ButtonData) -> None:
    """The results by question, with what else can be done with them."""
    turn.answer_tap()
    counted = results.read(turn.session, turn.actor, pressed[0])
    if counted is None:
        turn.reply(turn.t("survey-results-not-yet"), menu.home(turn))
        return
    survey, t = counted.survey, turn.t
    rows: list[tuple[Button, ...]] = [
        (Button(t.text("survey-button-by", groups=_group(t, asked)), button_data("survey.by", survey.id, at)),)
        for at, asked in enumerate(counted.groups)
    ]
    rows.append(
        (
            Button(t.text("survey-button-document"), button_data("survey.export", survey.id, 0)),
            Button(t.text("survey-button-workbook"), button_data("survey.export", survey.id, 1)),
            Button(t.text("survey-button-csv"), button_data("survey.export", survey.id, 2)),
            Button(t.text("survey-button-chart"), button_data("survey.export", survey.id, 3)),
        )
    )
    if turn.me.is_staff and results.may_be_told(survey):
        rows.append((Button(t.text("survey-button-tell"), button_data("survey.tell", survey.id)),))
    if results.has_earlier(turn.session, turn.actor, counted):
        rows.append((Button(t.text("survey-button-earlier"), button_data("survey.earlier", survey.id)),))
    if survey.policy_id is not None:
        rows.append((Button(t.text("policy-button-show"), button_data("policy.show", survey.policy_id)),))
    in_parts(turn, lines(t, counted), (*rows, *menu.home(turn)))


def beside_earlier(turn: Turn, pressed: ButtonData) -> None:
    """The results beside those of the last survey that asked the same."""
    turn.answer_tap()
    counted = results.read(turn.session, turn.actor, pressed[0])
    found = results.earlier(turn.session, turn.actor, counted) if counted is not None else None
    if counted is None or found is None:
        key = "survey-results-not-yet" if counted is None else "survey-earlier-too-few"
        turn.reply(turn.t(key), menu.home(turn))
        return
    t, (before, moved) = turn.t, found
    closed = (before.closed_at or before.closes_at).astimezone(turn.installation.zone)
    parts = [t("survey-earlier", title=counted.survey.title, before=before.title, day=f"{closed:%d/%m/%Y}")]
    parts += changes(t, moved)
    back = Button(t.text("survey-button-results"), button_data("survey.results", counted.survey.id))
    whole = RichText.join("\n", [*parts, "\n" + t.text("survey-earlier-note")])
    in_parts(turn, [whole], ((back,), *menu.home(turn)))


def changes(t: Catalogue, moved: Iterable[Change]) -> list[RichText]:
    """Say of each option what it was then and is now, and by how much it moved where that is certain."""
    parts, asked = list[RichText](), ""
    for change in moved:
        said = t("survey-change", option=change.option, then=_share(t, change.then), now=_share(t, change.now))
        if change.by is not None and change.by.tells:
            bounds = {"least": _number(t, change.by.least * 100), "most": _number(t, change.by.most * 100)}
            said = said + " " + t("survey-changed", points=_number(t, change.by.value * 100), **bounds)
        parts.append(
            said if change.question == asked else RichText.join("\n", [RichText("\n" + change.question), said])
        )
        asked = change.question
    return parts


def by_group(turn: Turn, pressed: ButtonData) -> None:
    """Every question by the groups of another one."""
    turn.answer_tap()
    counted = results.read(turn.session, turn.actor, pressed[0])
    if counted is None or not 0 <= pressed[1] < len(counted.groups):
        turn.reply(turn.t("survey-results-not-yet"), menu.home(turn))
        return
    t, groups = turn.t, counted.groups[pressed[1]]
    parts = [t("survey-by", title=counted.survey.title, groups=_group(t, groups))]
    for question in counted.questions:
        if question.name != groups.name and question.after is None:
            parts.append(_cross(t, counted, question.name, groups.name))
    back = Button(t.text("survey-button-results"), button_data("survey.results", counted.survey.id))
    in_parts(turn, parts, ((back,), *menu.home(turn)))


def export(turn: Turn, pressed: ButtonData) -> None:
    """The results as a file."""
    turn.answer_tap()
    if not 0 <= pressed[1] < len(_KINDS) or results.read(turn.session, turn.actor, pressed[0]) is None:
        turn.reply(turn.t("survey-results-not-yet"), menu.home(turn))
        return
    kind = _KINDS[pressed[1]]
    results.export(turn.session, turn.actor, pressed[0], kind, turn.now)
    turn.order(SurveyExportOrder(pressed[0], turn.me.member_id, kind))
    turn.reply(turn.t("survey-exporting"))


def exported(turn: Turn, order: SurveyExportOrder, result: SurveyExported | None) -> None:
    """The file is ready for whoever wanted it and still may."""
    for person in turn.waiting(order.member):
        turn.speak_as(person)
        survey = results.readable(turn.session, turn.actor, order.survey)
        if result is None or survey is None:
            turn.send_to(person, turn.t("survey-export-failed"), lane=Lane.REPLY)
            continue
        if result.results is None:
            turn.send_to(person, turn.t(f"survey-export-{result.code.replace('_', '-')}"), lane=Lane.REPLY)
            continue
        kind = MediaKind.PHOTO if order.kind == "png" else MediaKind.DOCUMENT
        file = FileRef(kind, result.results, f"khao-sat-{order.survey}.{order.kind}")
        turn.send_to(person, turn.t("survey-exported", title=survey.title), file=file, lane=Lane.REPLY)


def tell(turn: Turn, pressed: ButtonData) -> None:
    """The results go to those who answered."""
    turn.answer_tap()
    told = results.tell(turn.session, turn.actor, pressed[0], turn.now)
    if told is None:
        turn.reply(turn.t("survey-told-before"), menu.home(turn))
        return
    counted, people = told
    for person in people:
        t = turn.texts_for(person)
        text = RichText.join("\n\n", [t("survey-told", title=counted.survey.title), *lines(t, counted)[1:]])
        turn.send_to(person, text.truncate(_PART), shielded=True)  # who gets it has answered (privacy 9)
    turn.reply(turn.t("survey-telling"), menu.home(turn))


def population(turn: Turn, pressed: ButtonData) -> None:
    """How far each group has come, and the way to enter its share of the population."""
    turn.answer_tap()
    found = surveys.standing(turn.session, turn.actor, pressed[0], turn.now)
    if found is None:
        turn.reply(turn.t("survey-refused-unknown"), menu.home(turn))
        return
    t = turn.t
    parts = [t("survey-population", title=found.survey.title)]
    for achieved in results.achieved(turn.session, turn.actor, pressed[0]):
        share = _number(t, achieved.share) if achieved.share is not None else "…"
        wanted = str(achieved.wanted) if achieved.wanted is not None else "…"
        parts.append(
            t(
                "survey-achieved",
                option=achieved.option,
                share=share,
                answered=_floor(t, achieved.answered),
                wanted=wanted,
            )
        )
    closed = found.survey.status is SurveyStatus.CLOSED  # what was counted is not weighted anew
    asked = () if closed else questionnaire.load(found.survey.questions)
    rows = [
        (Button(t.text("survey-button-shares", question=question.text), button_data("survey.shares", pressed[0], at)),)
        for at, question in enumerate(asked)
        if not question.several and question.after is None
    ]
    turn.reply(RichText.join("\n", parts), (*rows, *menu.home(turn)))


def ask_shares(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the population's shares by one question."""
    turn.answer_tap()
    found = surveys.standing(turn.session, turn.actor, pressed[0], turn.now)
    if found is not None and found.survey.status is SurveyStatus.CLOSED:
        turn.reply(turn.t("survey-shares-closed"), menu.home(turn))
        return
    asked = questionnaire.load(found.survey.questions) if found is not None else ()
    if not 0 <= pressed[1] < len(asked):
        turn.reply(turn.t("survey-refused-unknown"), menu.home(turn))
        return
    question = asked[pressed[1]]
    pending_decisions.ask(
        turn, _SHARES, (pressed[0], pressed[1]), turn.t("survey-shares-ask", lines=_example(question))
    )


def take_shares(turn: Turn, pending: PendingDecision, text: str) -> None:
    """Keep the shares that were written, or say what is wrong with them."""
    survey_id, at = pending_decisions.numbers(pending)
    found = surveys.standing(turn.session, turn.actor, survey_id, turn.now)
    asked = questionnaire.load(found.survey.questions) if found is not None else ()
    if found is None or found.survey.status is SurveyStatus.CLOSED:
        pending_decisions.close(turn, pending)
        turn.reply(turn.t("survey-shares-closed"), menu.home(turn))
        return
    written = text.splitlines()
    source = next((match[1].strip() for line in written if (match := _SOURCE.match(line))), "")
    on = _day(source)
    if not source or on is None:
        pending_decisions.ask_again(turn, pending, turn.t("survey-shares-source"))
        return
    rest = "\n".join(line for line in written if not _SOURCE.match(line))
    try:
        name = asked[at].name
        results.set_shares(turn.session, turn.actor, survey_id, name, rest, source, on, turn.now)
    except BadMargins as error:
        key = f"survey-shares-{error.code.replace('_', '-')}"
        given = {"detail": error.detail} if "detail" in turn.t.variables(key) else {}
        pending_decisions.ask_again(turn, pending, turn.t(key, **given))
        return
    pending_decisions.close(turn, pending)
    back = Button(turn.t.text("survey-button-population"), button_data("survey.population", survey_id))
    turn.reply(turn.t("survey-shares-kept", question=asked[at].text), ((back,), *menu.home(turn)))


def lines(t: Catalogue, counted: Counted) -> list[RichText]:
    """The results as they are read: of whom, how many, weighted or why not, and each question."""
    survey, found = counted.survey, counted.results
    about = [
        t(f"survey-doc-drawn-{survey.drawn.replace('_', '-')}"),
        t("survey-doc-n", n=found.n, effective=_number(t, found.effective)),
        *weighing(t, found.weighing, counted.questions),
    ]
    if counted.hasty:
        about.append(t("survey-doc-hasty", count=_few(t, counted.hasty)))
    parts = [t("survey-results", title=survey.title), RichText.join("\n", about)]
    for at, question in enumerate(counted.questions, 1):
        figures = found.question(question.name)
        head = t("survey-doc-question-heading", number=at, text=question.text)
        body = [_cell(t, cell) for cell in figures.cells] or [t("survey-doc-nothing", k=K)]
        above = figures.asked.after
        of = (
            [t("survey-asked-after", question=above.text, answers="; ".join(above.labels))] if above is not None else []
        )
        if of and figures.cells:
            of.append(t("survey-asked-many", n=figures.n))
        parts.append(RichText.join("\n", [head, *of, *body]))
    return parts


def weighing(t: Catalogue, weighed: Weighing, questions: Iterable[Question]) -> list[RichText]:
    """Say what was done to make respondents count as the population does, or why it was not."""
    by_name = {asked.name: asked for asked in questions}
    if not weighed.asked:
        return [t("survey-doc-unweighted")]
    if weighed.refused is not None:
        code, name, option = weighed.refused
        key = f"survey-doc-refused-{code.replace('_', '-')}"
        question = by_name.get(name)
        given = {
            "question": question.text if question is not None else name,
            "option": question.label(option) if question is not None else option,
        }
        return [t(key, **{variable: given[variable] for variable in t.variables(key)})]
    found = [t("survey-doc-weighted", effect=number(weighed.design_effect, t.language, 2)), _coarse(t, weighed)]
    if weighed.left_out:
        found.append(t("survey-doc-left-out", count=_few(t, weighed.left_out)))
    found += [
        t("survey-doc-total", question=by_name[name].text, total=_number(t, total))
        for name, total in (weighed.totals or {}).items()
    ]
    return found


def _coarse(t: Catalogue, weighed: Weighing) -> RichText:
    return t("survey-doc-coarse", step=_number(t, (weighed.step or 0.01) * 100))


def _cross(t: Catalogue, counted: Counted, name: str, by: str) -> RichText:
    cross = counted.results.cross(name, by)
    if not cross.rows:
        return RichText.join("\n", [RichText(cross.asked.text), t("survey-doc-nothing", k=K)])
    said = [RichText(cross.asked.text)]
    for row in cross.rows:
        shares = "; ".join(
            t.text("survey-doc-cell", label=_named(t, cell.name, cell.label), share=_percent(t, cell))
            for cell in row.cells
            if cell.n != 0
        )
        said.append(
            t(
                "survey-row",
                label=_named(t, row.name, row.label),
                n=row.n if row.n is not None else "–",
                effective=_number(t, row.effective),
                shares=shares,
            )
        )
    for difference in cross.differences[:3]:
        bounds = {
            name_: _number(t, value * 100)
            for name_, value in (("least", difference.by.least), ("most", difference.by.most))
        }
        points = _number(t, difference.by.value * 100)
        said.append(
            t(
                "survey-doc-difference",
                group=difference.group,
                other=difference.other,
                option=difference.option,
                points=points,
                **bounds,
            )
        )
    return RichText.join("\n", said)


def _cell(t: Catalogue, cell: Cell) -> RichText:
    if cell.share is None:
        return t("survey-cell-hidden", label=cell.label)
    least, most = _number(t, cell.share.least * 100), _number(t, cell.share.most * 100)
    bounds = {"share": _percent(t, cell), "least": least, "most": most}
    if cell.n is None:
        return t("survey-cell-weighted", label=cell.label, **bounds)
    return t("survey-cell", label=cell.label, n=cell.n, **bounds)


def _percent(t: Catalogue, cell: Cell) -> str:
    return "…" if cell.share is None else f"{_number(t, cell.share.value * 100)}\u00a0%"


def _share(t: Catalogue, share: Interval) -> str:
    return f"{_number(t, share.value * 100)}\u00a0%"


def _number(t: Catalogue, value: float) -> str:
    return number(round(value, 1), t.language)


def _few(t: Catalogue, count: int) -> str:
    return t.text("survey-doc-few", k=K) if count < K else str(count)


def _floor(t: Catalogue, count: int) -> str:
    return t.text("survey-doc-few", k=K) if count < K else str(count)


def _named(t: Catalogue, name: str, label: str) -> str:
    return t.text("survey-doc-others") if name == FEW else label


def _group(t: Catalogue, groups: Asked) -> str:
    return groups.text or t.text("survey-doc-by-unit")


def _example(question: Question) -> str:
    return "\n".join(f"{option.label}: …" for option in question.options if option.name != NO_ANSWER)


def _day(words: str) -> date | None:
    found = _DAY.search(words)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def in_parts(turn: Turn, parts: Iterable[RichText], keyboard: Keyboard) -> None:
    """Answers in as few messages as the parts fit into, the keyboard below the last."""
    *before, last = RichText.join("\n\n", list(parts)).split(_PART)
    for part in before:
        turn.reply(part)
    turn.reply(last, keyboard)


_KINDS = ("docx", "xlsx", "csv", "png")

ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "survey.tell": tell,
            "survey.population": population,
            "survey.shares": ask_shares,
        },
        notes={_SHARES: take_shares},
    ),
    Routes(
        frozenset({Role.STAFF, Role.LEADER}),
        buttons={
            "survey.results": show,
            "survey.by": by_group,
            "survey.export": export,
            "survey.earlier": beside_earlier,
        },
    ),
)
