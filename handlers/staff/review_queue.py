"""Say what people said, for staff.

The newest reports, one by its number, its review, and questions to its author.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions, report_text
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import flag_text, report_voices
from handlers.turn import Turn
from services import picture_ticks, review, review_hints
from services.flags import rule_versions
from services.issues import issues
from services.notifications import Notification
from services.review import ReportSeen
from storage.members import members, units
from storage.reports.review import EVERYTHING, Wanted
from storage.tables import PendingDecision, Report, ReviewStatus, Role
from texts.fold import fold
from texts.rich import RichText

_ALL, _PROMPT, _UNIT, _DAY, _TOPIC = range(5)
_PHONE = 3900


def newest(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The newest reports, of a list or of everything; a unit may stand behind the command."""
    turn.answer_tap()
    kind, value = (max(0, pressed[1]), max(0, pressed[2])) if pressed is not None else _typed_list(turn)
    before = pressed[0] if pressed is not None and pressed[0] > 0 else None
    found = review.listed(turn.session, turn.actor, _wanted(turn, kind, value), before)
    if not found:
        turn.reply(turn.t("review-none"), menu.home(turn))
        return
    shown, more = found[: review.LISTED], len(found) > review.LISTED
    known = review.statuses(turn.session, turn.actor, [report.id for report in shown])
    rows = [(line(turn, report, known.get(report.id), kind, value),) for report in shown]
    if more:
        older = button_data("review.list", shown[-1].id, kind, value)
        rows.append((Button(turn.t.text("review-button-older-list"), older),))
    turn.reply(turn.t("review-title"), (*rows, *menu.home(turn)))


def see(turn: Turn, pressed: ButtonData) -> None:
    """One report of a list, masked, with what can be done about it."""
    turn.answer_tap()
    show(turn, pressed[0], max(0, pressed[1]), max(0, pressed[2]))


def by_number(turn: Turn) -> None:
    """The report whose number was typed."""
    report = review.numbered(turn.session, turn.actor, turn.event.text)
    if report is None:
        turn.reply(turn.t("review-unknown"), menu.home(turn))
        return
    show(turn, report.id, _ALL, 0)


def take(turn: Turn, pressed: ButtonData) -> None:
    """Lock a report to this officer, who then says what becomes of it."""
    taken = review.take(turn.session, turn.actor, pressed[0], turn.now)
    if taken is False:
        turn.answer_tap(turn.t.text("review-taken-by-other"))
    else:
        turn.answer_tap()
    show(turn, pressed[0], _ALL, 0)


def accept(turn: Turn, pressed: ButtonData) -> None:
    """The report is good as it is."""
    done = review.accept(turn.session, turn.actor, pressed[0], turn.now)
    turn.answer_tap(turn.t.text("review-accepted" if done else "review-not-held"))
    show(turn, pressed[0], _ALL, 0)


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the words that an act needs: a question, a reason."""
    kinds = {
        "review.ask": "review-ask-how",
        "review.return": "review-return-how",
        "review.reject": "review-reject-how",
        "review.identity": "review-identity-how",
    }
    turn.answer_tap()
    seen = review.see(turn.session, turn.actor, pressed[0], EVERYTHING)
    if seen is None:
        turn.reply(turn.t("review-unknown"), menu.home(turn))
        return
    text = turn.t(kinds[pressed.verb], number=seen.report.number)
    pending_decisions.ask(turn, pressed.verb, (pressed[0],), text)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come."""
    (report_id,) = pending_decisions.numbers(pending)
    said, told = _carried_out(turn, pending.kind, report_id, text)
    pending_decisions.close(turn, pending)
    notifications.send(turn, told)
    see_again = Button(turn.t.text("review-button-back"), button_data("review.see", report_id))
    turn.reply(said, ((see_again,), *menu.home(turn)))


def _carried_out(turn: Turn, kind: str, report_id: int, text: str) -> tuple[RichText, Sequence[Notification]]:
    session, actor, now = turn.session, turn.actor, turn.now
    if kind == "review.identity":
        name = review.look_at_reporter(session, actor, report_id, text, now)
        return (turn.t("review-identity", name=name) if name else turn.t("review-identity-none")), ()
    if kind == "review.reject":
        return turn.t(
            "review-rejected" if review.reject(session, actor, report_id, text, now) else "review-not-held"
        ), ()
    if kind == "review.return":
        told = review.send_back(session, actor, report_id, text, now)
        key = "review-returned" if told else "review-returned-unreached"
        return turn.t("review-not-held" if told is None else key), told or ()
    try:
        told = review.ask_author(session, actor, report_id, text, now)
    except review.NobodyToAsk:
        return turn.t("review-asked-nobody"), ()
    key = "review-asked" if told else "review-asked-unreached"
    return turn.t("review-unknown" if told is None else key), told or ()


def show(turn: Turn, report_id: int, kind: int = _ALL, value: int = 0) -> None:
    """Send the card of one report of a list."""
    seen = review.see(turn.session, turn.actor, report_id, _wanted(turn, kind, value))
    if seen is None:
        turn.reply(turn.t("review-unknown"), menu.home(turn))
        return
    parts = [report_text.head(turn, seen.report), *_state(turn, seen), report_text.lines(turn, seen.report)]
    hints = review_hints.of_report(turn.session, turn.actor, report_id)
    if hints:
        said = [turn.t(f"review-hint-{hint}") for hint in hints]
        parts.append(RichText.join("\n", [turn.t("review-hints"), *said]))
    parts += flag_text.tripped(turn, rule_versions.of_report(turn.session, turn.actor, report_id))
    parts += [_asked(turn, seen)] if seen.questions else []
    turn.reply(RichText.join("\n\n", parts).truncate(_PHONE), _keyboard(turn, seen, kind, value))


def _state(turn: Turn, seen: ReportSeen) -> list[RichText]:
    """Say how far its review is, and that an officer holds it to be sensitive."""
    marked = seen.review is not None and seen.review.sensitive
    return [*_review(turn, seen), *([turn.t("review-sensitive")] if marked else [])]


def _review(turn: Turn, seen: ReportSeen) -> list[RichText]:
    holder = seen.held_by(turn.now)
    if holder is not None:
        name = members.names(turn.session, [holder])[holder]
        return [turn.t("review-held", name=name)]
    status = seen.review.status if seen.review is not None else ReviewStatus.NEW
    status = ReviewStatus.NEW if status is ReviewStatus.TAKEN else status
    reason = seen.review.reason if seen.review is not None else None
    line = turn.t(f"review-status-{status}")
    return [line + ": " + reason] if reason and status is not ReviewStatus.NEW else [line]


def _asked(turn: Turn, seen: ReportSeen) -> RichText:
    found = []
    for question in seen.questions:
        found.append(turn.t("review-question", question=question.question))
        found.append(turn.t("review-reply", answer=question.answer) if question.answer else turn.t("review-reply-none"))
    return RichText.join("\n", found)


def _keyboard(turn: Turn, seen: ReportSeen, kind: int, value: int) -> Keyboard:
    report_id = seen.report.id

    def button(key: str, verb: str, *more: int) -> Button:
        """A button about this one."""
        return Button(turn.t.text(key), button_data(verb, report_id, *more))

    ways = []
    if seen.newer is not None:
        ways.append(Button(turn.t.text("review-button-newer"), button_data("review.see", seen.newer, kind, value)))
    if seen.older is not None:
        ways.append(Button(turn.t.text("review-button-older"), button_data("review.see", seen.older, kind, value)))
    rows: list[tuple[Button, ...]] = [tuple(ways)] if ways else []
    if seen.held_by(turn.now) == turn.me.member_id:
        marked = seen.review is not None and seen.review.sensitive
        rows.append((button("review-button-accept", "review.accept"), button("review-button-return", "review.return")))
        rows.append((button("review-button-reject", "review.reject"), button("review-button-mask", "review.mask")))
        rows.append((button("review-button-topic", "review.topics"), button("review-button-place", "review.place")))
        key = "review-button-not-sensitive" if marked else "review-button-sensitive"
        urgency = button("review-button-urgency", "review.urgencies")
        rows.append((urgency, button(key, "review.sensitive", 0 if marked else 1)))
    elif seen.held_by(turn.now) is None:
        rows.append((button("review-button-take", "review.take"),))
    if seen.held_by(turn.now) == turn.me.member_id and report_voices.sounds(turn, seen.report):
        written_down = button("voice-button-write", "review.write_down")
        rows.append((button("voice-button-hear", "review.hear"), written_down))
    if seen.held_by(turn.now) == turn.me.member_id and picture_ticks.of(turn.session, seen.report):
        rows.append((button("picture-button-look", "review.look"),))
    issue = issues.of_report(turn.session, turn.actor, report_id)
    if issue is None:
        rows.append((button("review-button-issue", "issue.choose"),))
    else:
        label = turn.t.text("review-button-see-issue", number=str(issue.id))
        rows.append((Button(label, button_data("issue.see", issue.id)),))
    rows.append((button("review-button-ask", "review.ask"), button("review-button-identity", "review.identity")))
    return (*rows, *_same(turn, seen.report, kind), *menu.home(turn))


def _same(turn: Turn, report: Report, kind: int) -> Keyboard:
    """Lists that a report stands in: its place, its day, its topic."""
    if kind != _ALL:
        return ()
    place = report.place_id or report.unit_id
    row = [
        Button(turn.t.text("review-button-same-place"), button_data("review.list", 0, _UNIT, place)),
        Button(turn.t.text("review-button-same-day"), button_data("review.list", 0, _DAY, report.day.toordinal())),
    ]
    labels = list(report_text.topics(turn).values())
    topic = report_text.topic(turn, report)
    if topic in labels:
        about = button_data("review.list", 0, _TOPIC, labels.index(topic))
        row.append(Button(turn.t.text("review-button-same-topic"), about))
    return (tuple(row),)


def line(turn: Turn, report: Report, status: ReviewStatus | None, kind: int = _ALL, value: int = 0) -> Button:
    """A report as one line of a list."""
    mark = turn.t.text(f"review-mark-{status or ReviewStatus.NEW}")
    label = turn.t.text(
        "review-line",
        mark=mark,
        number=report.number,
        topic=report_text.topic(turn, report),
        place=report_text.place(turn, report),
    )
    return Button(label[:64], button_data("review.see", report.id, kind, value))


def _typed_list(turn: Turn) -> tuple[int, int]:
    """Which list a command wants: that of a unit whose name stands behind it."""
    _command, _, wanted = fold(turn.event.text).strip().partition(" ")
    unit = units.named(turn.session, " ".join(wanted.split())) if turn.event.text.startswith("/") and wanted else None
    return (_UNIT, unit.id) if unit is not None else (_ALL, 0)


def _wanted(turn: Turn, kind: int, value: int) -> Wanted:
    names = list(report_text.topics(turn))
    if kind == _PROMPT:
        return Wanted(prompt_id=value)
    if kind == _UNIT:
        return Wanted(unit_id=value)
    if kind == _DAY and 1 <= value <= date.max.toordinal():
        return Wanted(day=date.fromordinal(value))
    if kind == _TOPIC and value < len(names):
        return Wanted(topic=names[value])
    return EVERYTHING


_WORDS = {"review.ask": words, "review.return": words, "review.reject": words, "review.identity": words}
ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "review.list": newest,
            "review.see": see,
            "review.take": take,
            "review.accept": accept,
            **_WORDS,
        },
        commands={"/baocaomoi": newest},
        words={"báo cáo mới": "/baocaomoi"},
        labels={"menu-new-reports": newest},
        notes=dict.fromkeys(_WORDS, written),
        numbers={"bc": by_number},
    ),
)
