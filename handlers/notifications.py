"""Notifications of the services as messages, each in its reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from channels.messages import Button, Keyboard
from handlers import board_messages
from handlers.button_data import button_data
from handlers.network_names import reason_in
from handlers.turn import Turn
from services import notice_delivery
from services.notifications import (
    AlertHandedOver,
    AlertToGroup,
    AlertToOfficer,
    AlertWithdrawn,
    AuditHeadTold,
    AuthorAnswered,
    AuthorAsked,
    BoardApproved,
    DirectiveAnswered,
    DirectiveGiven,
    DoneAsked,
    DraftUnsent,
    ErasureAsked,
    ExportWanted,
    FlagRuleDecided,
    FlagRuleProposed,
    GroupServed,
    GroupUnserved,
    HelpAnswered,
    HelpAsked,
    IssueReopened,
    IssuesWaiting,
    Lateness,
    MemberLeft,
    NotDoneWhy,
    Noticed,
    Notification,
    OpenDataTold,
    OpenDataWanted,
    OutcomeTold,
    QuestionRaised,
    ReportReturned,
    Untold,
    VerificationAnswered,
    VerificationAsked,
    WatchEnded,
)
from storage.statistics import board_records
from storage.tables import Lane, Verdict
from texts.catalogue import Catalogue, catalogue_for
from texts.rich import RichText

_WEEKLY, _WEEKLY_BUTTONS = 8, 6
"""Issues of a group in the week's list, and buttons below it."""


def send(turn: Turn, notifications: Iterable[Notification]) -> None:
    """Write what an act brings to those whom it concerns."""
    for notification in notifications:
        delivery = _SENT[type(notification)](turn, notification)
        if isinstance(notification, Noticed) and notification.notice_id is not None and delivery is not None:
            there = notification.recipient.address_id
            notice_delivery.on_its_way(turn.session, notification.notice_id, delivery, there, turn.now)


def _member_left(turn: Turn, one: MemberLeft) -> None:
    """Their chat is gone; the roster says that they have left."""
    t = turn.texts_for(one.recipient)
    turn.send_to(one.recipient, t("my-data-left-staff", name=one.name, unit=one.unit))


def _erasure_asked(turn: Turn, one: ErasureAsked) -> None:
    t = turn.texts_for(one.recipient)
    turn.send_to(one.recipient, t("withdrawn-staff", name=one.name, unit=one.unit))


def _export_wanted(turn: Turn, one: ExportWanted) -> None:
    t = turn.texts_for(one.recipient)
    show = Button(t.text("export-button-show"), button_data("export.show"))
    turn.send_to(one.recipient, t("export-waits", number=str(one.request_id)), ((show,),))


def _open_data_wanted(turn: Turn, one: OpenDataWanted) -> None:
    t = turn.texts_for(one.recipient)
    show = Button(t.text("open-data-button-show"), button_data("server.show"))
    turn.send_to(one.recipient, t("open-data-waits"), ((show,),))


def _open_data_told(turn: Turn, one: OpenDataTold) -> None:
    t = turn.texts_for(one.recipient)
    lines = [t(f"open-data-told-{one.what}", count=one.count)]
    lines += [t("open-data-refused-line", number=number, words=words) for number, words in one.examples]
    show = Button(t.text("open-data-button-show"), button_data("server.show"))
    turn.send_to(one.recipient, RichText.join("\n", lines).truncate(1500), ((show,),))


def _served(turn: Turn, one: GroupServed) -> int:
    """The group is there again, and what it missed can be sent there."""
    t = turn.texts_for(one.recipient)
    lines = [t(f"group-served-{one.purpose}", title=one.title)]
    lines += [t("group-missed", title=title) for _, title in one.missed]
    label = t.text("broadcast-button-groups")
    buttons = tuple((Button(label, button_data("broadcast.groups", number)),) for number, _ in one.missed)
    return turn.send_to(one.recipient, RichText.join("\n", lines), buttons)


def _unserved(turn: Turn, one: GroupUnserved) -> int:
    t = turn.texts_for(one.recipient)
    said = t(f"group-unserved-{one.purpose}", title=one.title, reason=reason_in(t, one.reason))
    return turn.send_to(one.recipient, said)


def _alert(turn: Turn, one: AlertToOfficer) -> None:
    """Say what rings says that there is something, its number and hour, and never what (privacy 14)."""
    t = turn.texts_for(one.recipient)
    if one.by_rule:
        first, again, idle = "alert-line-rule", "alert-line-rule-again", "alert-line-rule-idle"
    else:
        first, again, idle = "alert-line", "alert-line-again", "alert-line-idle"
    key = idle if one.taken_before else again if one.again else first
    line = t(key, number=str(one.alert_id), time=_hour(turn, one.raised_at))
    see = Button(t.text("alert-button-see"), button_data("alert.see", one.alert_id))
    turn.send_to(one.recipient, line, ((see,),), lane=Lane.ALERT)


def _alert_withdrawn(turn: Turn, one: AlertWithdrawn) -> None:
    t = turn.texts_for(one.recipient)
    key = "alert-emptied" if one.emptied else "alert-withdrawn"
    line = t(key, number=str(one.alert_id), time=_hour(turn, one.raised_at))
    turn.send_to(one.recipient, line, lane=Lane.ALERT)


def _alert_handed_over(turn: Turn, one: AlertHandedOver) -> None:
    t = turn.texts_for(one.recipient)
    args = {"number": str(one.alert_id), "time": _hour(turn, one.raised_at)}
    line = t("alert-handed-over", name=one.by, **args) if one.by else t("alert-line", **args)
    see = Button(t.text("alert-button-see"), button_data("alert.see", one.alert_id))
    turn.send_to(one.recipient, line, ((see,),), lane=Lane.ALERT)


def _directive(turn: Turn, one: DirectiveGiven) -> int:
    t = turn.texts_for(one.recipient)
    args = {"number": str(one.alert_id), "time": _hour(turn, one.raised_at), "name": one.by, "words": one.words}
    if one.due_at is not None:
        local = one.due_at.astimezone(turn.installation.zone)
        args |= {"at": f"{local:%H:%M}", "day": f"{local:%d/%m}"}
    rows = [(Button(t.text("alert-button-see-one", number=str(one.alert_id)), button_data("alert.see", one.alert_id)),)]
    if one.request_id is not None:
        rows.insert(0, (Button(t.text("directive-button-answer"), button_data("directive.answer", one.request_id)),))
    key = "directive-due-check" if one.reminded else f"directive-given-{one.directive}"
    return turn.send_to(one.recipient, t(key, **args), tuple(rows))


def _board_approved(turn: Turn, one: BoardApproved) -> int:
    board = board_records.get(turn.session, one.board_id)
    assert board is not None, "board digests are not deleted"
    text, keyboard = board_messages.page(turn, one.recipient, board)
    return turn.send_to(one.recipient, text, keyboard)


def _directive_answered(turn: Turn, one: DirectiveAnswered) -> int:
    t = turn.texts_for(one.recipient)
    args = {"number": str(one.alert_id), "time": _hour(turn, one.raised_at), "words": one.words}
    return turn.send_to(one.recipient, t("directive-answered", **args))


def _alert_line(turn: Turn, one: AlertToGroup) -> None:
    account = one.group.account_id
    t = catalogue_for(turn.installation.language, typed_only=turn.installation.typed_only(account))
    kind = t.text("alert-kind-rule" if one.by_rule else "alert-kind-urgent")
    args = {"kind": kind, "number": str(one.alert_id), "time": _hour(turn, one.raised_at)}
    if one.by:
        args |= {"name": one.by}
    if one.at is not None:
        args |= {"at": _hour(turn, one.at)}
    turn.send_to_group(one.group, t(f"alert-group-{one.news}", **args), lane=Lane.ALERT)


def _verification_asked(turn: Turn, one: VerificationAsked) -> int:
    t = turn.texts_for(one.recipient)
    text, rows = verification_question(turn, t, one.verification_id, one.question, one.due_at, one.again)
    return turn.send_to(one.recipient, text, rows)


def verification_question(
    turn: Turn, t: Catalogue, number: int, question: str, due_at: datetime, again: bool = False
) -> tuple[RichText, Keyboard]:
    """A question to a contact with its answers; `again`: they were reminded of it."""
    local = due_at.astimezone(turn.installation.zone)
    late = again or due_at <= turn.now  # it may have waited until the contact could be reached
    key = "verification-question-again" if late else "verification-question"
    text = t(key, question=question, time=f"{local:%H:%M}", day=f"{local:%d/%m}")
    verdicts = [
        Button(t.text(f"verification-verdict-{verdict}"), button_data("verification.verdict", number, n))
        for n, verdict in enumerate(Verdict)
    ]
    return text, tuple((one,) for one in verdicts)


def _verification_answered(turn: Turn, one: VerificationAnswered) -> int:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", one.issue_id))
    if one.verdict is None:
        text = t("verification-no-answer", number=str(one.issue_id), title=one.title)
    else:
        verdict = t.text(f"verification-verdict-{one.verdict}")
        text = t("verification-answer", number=str(one.issue_id), title=one.title, verdict=verdict)
        text = text + "\n" + one.note if one.note else text
    return turn.send_to(one.recipient, text, ((see,),))


def _outcome(turn: Turn, one: OutcomeTold) -> int:
    t = turn.texts_for(one.recipient)
    about = (one.report_id, one.told_round, one.issue_id)
    unfinished = Button(t.text("feedback-button-not-done"), button_data("feedback.not_done", *about))
    text = t("feedback-outcome", day=_date(one.day), number=one.number, outcome=one.outcome)
    return turn.send_to(one.recipient, text, ((unfinished,),), shielded=True)


def _done_asked(turn: Turn, one: DoneAsked) -> int:
    t = turn.texts_for(one.recipient)
    about = (one.report_id, one.told_round, one.issue_id)
    finished = Button(t.text("feedback-button-done"), button_data("feedback.done", *about))
    unfinished = Button(t.text("feedback-button-not-done"), button_data("feedback.not_done", *about))
    text = t("feedback-question", day=_date(one.day), number=one.number)
    return turn.send_to(one.recipient, text, ((finished,), (unfinished,)), shielded=True)


def _untold(turn: Turn, one: Untold) -> None:
    """Nobody of those meant is named: the subject's number says enough to whoever wrote the words."""
    t = turn.texts_for(one.recipient)
    key = f"untold-{one.kind.replace('_', '-')}"
    turn.send_to(one.recipient, t(key, about=one.about), lane=Lane.REPLY)


def _question_raised(turn: Turn, one: QuestionRaised) -> None:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", one.issue_id))
    text = t("verification-raised", number=str(one.issue_id), title=one.title, name=one.name)
    turn.send_to(one.recipient, text, ((see,),))


def _issue_reopened(turn: Turn, one: IssueReopened) -> int:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", one.issue_id))
    return turn.send_to(one.recipient, t("issue-reopened", number=str(one.issue_id), title=one.title), ((see,),))


def _not_done_why(turn: Turn, one: NotDoneWhy) -> int:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", one.issue_id))
    text = t("issue-not-done-why", number=str(one.issue_id), title=one.title, words=one.words)
    return turn.send_to(one.recipient, text, ((see,),))


def _issues_waiting(turn: Turn, one: IssuesWaiting) -> None:
    """Those that are due and overdue by name, the others by their count, and the head of the log below."""
    t = turn.texts_for(one.recipient)
    parts = [t("issue-weekly" if one.issues else "issue-weekly-none")]
    rows: list[tuple[Button, ...]] = []
    for lateness in (Lateness.VERY_OVERDUE, Lateness.OVERDUE, Lateness.DUE):
        some = [issue for issue in one.issues if issue.lateness is lateness]
        if some:
            lines = [t(f"issue-weekly-{lateness.replace('_', '-')}", count=len(some))]
            for issue in some[:_WEEKLY]:
                local = issue.due_at.astimezone(turn.installation.zone)
                number = str(issue.issue_id)
                lines.append(
                    t("issue-weekly-line", number=number, title=issue.title, place=issue.place, day=f"{local:%d/%m}")
                )
                see = Button(t.text("issue-weekly-see", number=number), button_data("issue.see", issue.issue_id))
                rows += [(see,)] if len(rows) < _WEEKLY_BUTTONS else []
            if len(some) > _WEEKLY:
                lines.append(t("issue-weekly-more", count=len(some) - _WEEKLY))
            parts.append(RichText.join("\n", lines))
    later = sum(issue.lateness is Lateness.LATER for issue in one.issues)
    parts += [t("issue-weekly-later", count=later)] if later else []
    parts.append(t("issue-weekly-head", head=one.head))
    turn.send_to(one.recipient, RichText.join("\n\n", parts).truncate(4000), tuple(rows))


def _draft_unsent(turn: Turn, one: DraftUnsent) -> None:
    """Nothing of what was begun is said: it may stand on a lock screen (privacy 14)."""
    t = turn.texts_for(one.recipient)
    goes_on = Button(t.text("fill-button-continue"), button_data("form.continue", one.draft_id))
    away = Button(t.text("fill-button-discard"), button_data("form.discard", one.draft_id))
    turn.send_to(one.recipient, t("alert-unsent"), ((goes_on,), (away,)), lane=Lane.REPLY)


def _watch_ended(turn: Turn, one: WatchEnded) -> None:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", one.issue_id))
    turn.send_to(one.recipient, t("assessment-watch-ended", number=str(one.issue_id), title=one.title), ((see,),))


def _audit_head(turn: Turn, one: AuditHeadTold) -> None:
    turn.send_to(one.recipient, turn.texts_for(one.recipient)("issue-weekly-head", head=one.head))


def _author_asked(turn: Turn, one: AuthorAsked) -> int:
    t = turn.texts_for(one.recipient)
    reply = Button(t.text("feedback-button-reply"), button_data("feedback.reply", one.question_id))
    text = t("feedback-asked", day=_date(one.day), number=one.number, question=one.question)
    return turn.send_to(one.recipient, text, ((reply,),), shielded=True)


def _author_answered(turn: Turn, one: AuthorAnswered) -> int:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("review-button-back"), button_data("review.see", one.report_id))
    return turn.send_to(one.recipient, t("review-author-answered", number=one.number, answer=one.answer), ((see,),))


def _report_returned(turn: Turn, one: ReportReturned) -> int:
    t = turn.texts_for(one.recipient)
    correct = Button(t.text("own-button-correct"), button_data("report.correct", one.report_id))
    text = t("feedback-returned", day=_date(one.day), number=one.number, reason=one.reason)
    return turn.send_to(one.recipient, text, ((correct,),), shielded=True)


def _rule_proposed(turn: Turn, one: FlagRuleProposed) -> None:
    t = turn.texts_for(one.recipient)
    see = Button(t.text("flag-button-see", number=str(one.number)), button_data("flag.see", one.rule_id))
    key = "flag-end-proposed-to-you" if one.removes else "flag-proposed-to-you"
    turn.send_to(one.recipient, t(key, number=str(one.number), name=one.by), ((see,),))


def _rule_decided(turn: Turn, one: FlagRuleDecided) -> None:
    t = turn.texts_for(one.recipient)
    key = ("flag-ended" if one.removes else "flag-agreed") if one.agreed else "flag-not-agreed"
    turn.send_to(one.recipient, t(key, number=str(one.number), name=one.by))


def _help_asked(turn: Turn, one: HelpAsked) -> None:
    t = turn.texts_for(one.recipient)
    reply = Button(t.text("request-button-reply"), button_data("help.reply", one.request_id))
    turn.send_to(one.recipient, t("request-asked", name=one.name, unit=one.unit, words=one.words), ((reply,),))


def _help_answered(turn: Turn, one: HelpAnswered) -> int:
    t = turn.texts_for(one.recipient)
    again = Button(t.text("request-button-again"), button_data("help.ask"))
    return turn.send_to(one.recipient, t("request-answered", words=one.words), ((again,),))


def _hour(turn: Turn, instant: datetime) -> str:
    """The hour, with the day where it is not today's."""
    local = instant.astimezone(turn.installation.zone)
    return f"{local:%H:%M}" if local.date() == turn.today else f"{local:%H:%M} {local:%d/%m}"


def _date(day: date) -> str:
    return f"{day:%d/%m}"


_SENT: dict[type[Notification], Callable[[Turn, Any], int | None]] = {
    MemberLeft: _member_left,
    ErasureAsked: _erasure_asked,
    ExportWanted: _export_wanted,
    OpenDataWanted: _open_data_wanted,
    OpenDataTold: _open_data_told,
    AlertToOfficer: _alert,
    AlertToGroup: _alert_line,
    AlertWithdrawn: _alert_withdrawn,
    AlertHandedOver: _alert_handed_over,
    FlagRuleProposed: _rule_proposed,
    FlagRuleDecided: _rule_decided,
    DirectiveGiven: _directive,
    BoardApproved: _board_approved,
    DirectiveAnswered: _directive_answered,
    VerificationAsked: _verification_asked,
    VerificationAnswered: _verification_answered,
    OutcomeTold: _outcome,
    DoneAsked: _done_asked,
    IssueReopened: _issue_reopened,
    NotDoneWhy: _not_done_why,
    Untold: _untold,
    QuestionRaised: _question_raised,
    IssuesWaiting: _issues_waiting,
    AuditHeadTold: _audit_head,
    WatchEnded: _watch_ended,
    DraftUnsent: _draft_unsent,
    AuthorAsked: _author_asked,
    AuthorAnswered: _author_answered,
    ReportReturned: _report_returned,
    GroupServed: _served,
    GroupUnserved: _unserved,
    HelpAsked: _help_asked,
    HelpAnswered: _help_answered,
}


def let_send(kind: type[Notification], sends: Callable[[Turn, Any], int]) -> None:
    """Let another conversation write a kind of notification, which knows more than this one."""
    _SENT[kind] = sends
