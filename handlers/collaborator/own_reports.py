"""One's own reports: listed by topic and first words, searched, read again, corrected, taken back, deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from channels.messages import Button, Keyboard
from handlers import menu, notifications, report_text
from handlers.button_data import ButtonData, button_data
from handlers.collaborator import submissions
from handlers.filling import conversation, format_answer, open_draft, personal_data
from handlers.filling.format_answer import shorten
from handlers.notify import prompt_delivery
from handlers.routes import Routes
from handlers.turn import Turn
from services import group_counts, report_withdrawals, reports
from services.issues import feedback
from services.issues.feedback import OwnOutcome
from services.report_withdrawals import Undone
from storage.reports import reports as stored_reports
from storage.reports import review, withdrawals
from storage.tables import AlertStatus, Report, Role
from texts.fold import fold
from texts.rich import RichText

_LISTED = 8
_SEARCHED = 50
"""Reports that a search looks through, the newest."""
_WORDS = 40
_TOPIC = 24
_PARTS = 3
"""Parts of an outcome that are shown, the newest."""


def own(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The person's own reports, the newest first; those that hold the words behind the command."""
    turn.answer_tap()
    wanted = fold(turn.event.text.partition(" ")[2]).strip() if turn.event.text.startswith("/") else ""
    older_than = pressed[0] if pressed is not None and pressed[0] > 0 else None
    found = list(reports.own(turn.session, turn.actor, _SEARCHED if wanted else _LISTED + 1, older_than))
    if wanted:
        searched, found = len(found), _with(turn, found, wanted)
    all_searched = not wanted or searched < _SEARCHED
    found, more = found[:_LISTED], len(found) > _LISTED and not wanted
    if not found:
        turn.reply(_none_found(turn, all_searched) if wanted else turn.t("own-none"), menu.home(turn))
        return
    told = feedback.with_outcome(turn.session, [report.id for report in found])
    rows = [(Button(_label(turn, report, told), button_data("report.see", report.id)),) for report in found]
    if more:
        rows.append((Button(turn.t.text("own-button-older"), button_data("report.own", found[-1].id)),))
    title = turn.t("own-title")
    if not turn.typed_only:
        title = RichText.join("\n", [title, *(_line(turn, report, told) for report in found)])
    how = turn.t("own-how") if all_searched else turn.t("own-searched", count=_SEARCHED)
    turn.reply(title + "\n\n" + how, (*rows, *menu.home(turn)))


def _none_found(turn: Turn, all_searched: bool) -> RichText:
    return turn.t("own-none-found") if all_searched else turn.t("own-none-found-newest", count=_SEARCHED)


def _with(turn: Turn, found: Sequence[Report], wanted: str) -> list[Report]:
    """Those whose number, topic or words hold what is looked for; what they say is read at once."""
    kept = stored_reports.newest_of(turn.session, found)  # held here, the session reads none of them again
    topics = review.topics(turn.session, kept)
    some = [report for report in found if report.id in kept]
    return [
        report for report in some if wanted in fold(f"{report.number} {_said(turn, report, topics.get(report.id, ''))}")
    ]


def _said(turn: Turn, report: Report, coded: str) -> str:
    """The topic and all words, masked; that it was taken back or deleted."""
    if report.withdrawn_at is not None:
        return turn.t.text("own-mark-withdrawn")
    try:
        document = report_text.document(turn, report)
        return f"{report_text.topic_called(turn, coded, document)} {report_text.gist(turn, document)}"
    except ValueError:  # of a form that cannot be read here
        return ""


def see(turn: Turn, pressed: ButtonData) -> None:
    """One own report, as it was sent last."""
    turn.answer_tap()
    report = _theirs(turn, pressed[0])
    if report is None:
        return
    draft = report_text.read(turn, report)
    lines = [
        turn.t("own-answer", label=line.label, answer=format_answer.answered(line, turn.t))
        for line in (draft.review() if draft is not None else ())
        if line.answered and line.shown and not line.opens
    ]
    head = turn.t("own-head", number=report.number, day=f"{report.day:%d/%m/%Y}")
    if report.revision > 1:
        head = head + turn.t("own-head-revised", count=report.revision - 1)
    lines = [*_taken(turn, report), *lines]
    lines += [turn.t("own-unreadable" if draft is None else "own-emptied")] if draft is None or not lines else []
    body = RichText.join("\n", [head, *lines])
    became = feedback.own_outcome(turn.session, turn.actor, report.id)
    if became is not None:
        body = RichText.join("\n\n", [body.truncate(2500), *_outcome(turn, became)])
    answer = _unfinished(turn, report, became)
    correct_ = (Button(turn.t.text("own-button-correct"), button_data("report.correct", report.id)),)
    delete_ = Button(turn.t.text("own-button-delete"), button_data("report.delete", report.id))
    turn.reply(body.truncate(4000), (*answer, *([correct_] if draft is not None else []), (delete_,), *menu.home(turn)))


def _outcome(turn: Turn, became: OwnOutcome) -> list[RichText]:
    """The outcome in its parts, the newest ones, and how the matter stands; nothing of who else reported it."""
    zone = turn.installation.zone
    lines = [
        turn.t("own-outcome", day=f"{at.astimezone(zone):%d/%m}", outcome=words) for at, words in became.parts[-_PARTS:]
    ]
    if became.goes_on:
        lines.append(turn.t("own-outcome-goes-on"))
    elif became.about is None:
        lines.append(turn.t("own-outcome-closed"))
    return lines


def _unfinished(turn: Turn, report: Report, became: OwnOutcome | None) -> Keyboard:
    """The way to say that the matter is not done, as long as its outcome can be answered."""
    if became is None or became.about is None:
        return ()
    issue_id, told_round = became.about
    token = button_data("feedback.not_done", report.id, told_round, issue_id)
    return ((Button(turn.t.text("feedback-button-not-done"), token),),)


def _taken(turn: Turn, report: Report) -> list[RichText]:
    """Say whether an officer has the urgent matter of a report, as long as that is under way; never who."""
    alert = withdrawals.own_alert(turn.session, report.id) if report.urgent else None
    if alert is None:
        return []
    if alert.status is AlertStatus.OPEN or alert.acknowledged_at is None:
        return [turn.t("own-alert-waits")]
    at = alert.acknowledged_at.astimezone(turn.installation.zone)
    return [turn.t("own-alert-taken", time=f"{at:%H:%M}", day=f"{at:%d/%m}")]


def correct(turn: Turn, pressed: ButtonData) -> None:
    """Opens a report that was sent; what is sent again becomes its next revision."""
    turn.answer_tap()
    report = _theirs(turn, pressed[0])
    if report is None:
        return
    begun = stored_reports.correction(turn.session, report.id)
    again = open_draft.load(turn, begun) if begun else None
    if again is None:
        sent = report_text.read(turn, report)
        if sent is None:
            turn.reply(turn.t("own-unreadable"), menu.home(turn))
            return
        again = open_draft.begin(turn, sent, report.form_id, report.prompt_id)
        personal_data.recall(again, stored_reports.newest(turn.session, report).personal)
        reports.correction_begun(turn.session, turn.actor, report.id, again.id)
    conversation.resume(turn, again, turn.t("own-correcting", number=report.number))


def take_back(turn: Turn, pressed: ButtonData) -> None:
    """A report or a correction that was sent a moment ago is a draft again."""
    turn.answer_tap()
    report = _theirs(turn, pressed[0])
    if report is None:
        return
    number, form_id, prompt_id = report.number, report.form_id, report.prompt_id
    draft = report_text.read(turn, report)
    if draft is None:
        turn.reply(turn.t("own-unreadable"), menu.home(turn))
        return
    decisions = stored_reports.newest(turn.session, report).personal
    begun = stored_reports.correction(turn.session, report.id)
    earlier = submissions.before(turn, report)
    if report.revision != max(pressed[1], 1):  # the button of an earlier sending
        undoing = report_withdrawals.Undoing(Undone.REVISED)
    elif earlier is None:
        undoing = report_withdrawals.take_back(turn.session, turn.me, pressed[0], turn.now)
    else:
        said_before = submissions.of_revision(turn, report, earlier)
        undoing = report_withdrawals.take_correction_back(turn.session, turn.me, pressed[0], said_before, turn.now)
    if undoing.outcome is not Undone.DONE:
        turn.reply(_why_not(turn, undoing.outcome, number), (*_ways(turn, pressed[0]), *menu.home(turn)))
        return
    notifications.send(turn, undoing.told)
    if prompt_id is not None and group_counts.waits(turn.session, prompt_id, turn.me.member_id):
        prompt_delivery.recount(turn, prompt_id, fewer=True)
    again = open_draft.load(turn, begun) if begun else None
    if again is None:  # else what was being corrected goes on as it is
        again = open_draft.begin(turn, draft, form_id, prompt_id)
        personal_data.recall(again, decisions)
        reports.correction_begun(turn.session, turn.actor, pressed[0], again.id)
    said = turn.t("undo-done" if earlier is None else "undo-done-correction", number=number)
    if not turn.typed_only:
        turn.replace_or_reply(said)
    conversation.resume(turn, again, said if turn.typed_only else None)


def take_newest_back(turn: Turn) -> None:
    """The command: the report that was sent or corrected last."""
    newest = reports.own(turn.session, turn.actor, _SEARCHED)
    if newest:
        sent = {
            revision.report_id: revision.created_at
            for revision in stored_reports.newest_of(turn.session, newest).values()
        }
        last = max(newest, key=lambda report: sent.get(report.id, report.submitted_at))
        take_back(turn, ButtonData("report.take_back", (last.id, last.revision)))
    else:
        turn.reply(turn.t("own-none"), menu.home(turn))


def ask_delete(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before what a report says is gone."""
    turn.answer_tap()
    report = _theirs(turn, pressed[0])
    if report is None:
        return
    yes = Button(turn.t.text("undo-button-delete-yes"), button_data("report.delete_yes", report.id))
    no = Button(turn.t.text("undo-button-delete-no"), button_data("report.see", report.id))
    turn.reply(turn.t("undo-delete-sure", number=report.number), ((yes,), (no,)))


def delete(turn: Turn, pressed: ButtonData) -> None:
    """Delete what a report says; its number stays."""
    turn.answer_tap()
    report = _theirs(turn, pressed[0])
    if report is None:
        return
    number = report.number
    undoing = report_withdrawals.delete(turn.session, turn.me, pressed[0], turn.now)
    notifications.send(turn, undoing.told)
    if undoing.outcome is Undone.DONE:
        turn.replace_or_reply(turn.t("undo-deleted", number=number), menu.home(turn))
    else:
        turn.reply(_why_not(turn, undoing.outcome, number), (*_ways(turn, pressed[0]), *menu.home(turn)))


def after_sending(turn: Turn, report: Report) -> Keyboard:
    """Buttons below a receipt: read it again, correct it, and for a moment take it back."""
    back = Button(turn.t.text("undo-button"), button_data("report.take_back", report.id, report.revision))
    return (*to_read(turn, report), (back,))


def to_read(turn: Turn, report: Report) -> Keyboard:
    """Buttons to read a report again, and to correct it."""
    return _ways(turn, report.id)


def _ways(turn: Turn, report_id: int) -> Keyboard:
    t = turn.t
    see_ = Button(t.text("undo-button-see"), button_data("report.see", report_id))
    return ((see_, Button(t.text("undo-button-correct"), button_data("report.correct", report_id))),)


def _why_not(turn: Turn, outcome: Undone, number: str) -> RichText:
    return turn.t(f"undo-{outcome.replace('_', '-')}", number=number)


def _theirs(turn: Turn, report_id: int) -> Report | None:
    """Somebody's own report that stands; where there is none they are told."""
    report = reports.own_report(turn.session, turn.actor, report_id)
    if report is None:
        turn.reply(turn.t("report-not-yours"), menu.home(turn))
        return None
    if report.withdrawn_at is None:
        return report
    draft = stored_reports.correction(turn.session, report.id)
    if draft is None:
        turn.reply(turn.t("own-withdrawn", number=report.number), menu.home(turn))
    else:
        turn.reply(turn.t("own-taken-back", number=report.number), conversation.continue_button(turn, draft))
    return None


def _label(turn: Turn, report: Report, told: Collection[int]) -> str:
    """The button of a report: its number and day, and what it is about where the message does not say it."""
    label = turn.t.text("own-line", number=report.number, day=f"{report.day:%d/%m}")
    about = _about(turn, report) if turn.typed_only else ""
    mark = turn.t.text("own-mark-outcome") if turn.typed_only and report.id in told else ""
    return shorten(" · ".join(filter(None, (label, mark, about))), 64)


def _line(turn: Turn, report: Report, told: Collection[int]) -> RichText:
    label = turn.t.text("own-line", number=report.number, day=f"{report.day:%d/%m}")
    mark = turn.t.text("own-mark-outcome") if report.id in told else ""
    return RichText(" · ".join(filter(None, (label, mark, _about(turn, report)))))


def _about(turn: Turn, report: Report) -> str:
    """The topic and the first words, masked; that it was taken back or deleted."""
    if report.withdrawn_at is not None:
        return turn.t.text("own-mark-withdrawn")
    try:
        parts: Sequence[str] = (shorten(report_text.topic(turn, report), _TOPIC), _gist(turn, report))
    except ValueError:  # of a form that cannot be read here
        return ""
    return " · ".join(part for part in parts if part)


def _gist(turn: Turn, report: Report) -> str:
    return shorten(report_text.gist(turn, report_text.document(turn, report)), _WORDS)


ROUTES = (
    Routes(
        frozenset({Role.COLLABORATOR}),
        buttons={
            "report.own": own,
            "report.see": see,
            "report.correct": correct,
            "report.take_back": take_back,
            "report.delete": ask_delete,
            "report.delete_yes": delete,
        },
        commands={"/cuatoi": own, "/laylai": take_newest_back},
        words={"của tôi": "/cuatoi", "lấy lại": "/laylai"},
        labels={"menu-own": own, "undo-button": take_newest_back},
    ),
)
