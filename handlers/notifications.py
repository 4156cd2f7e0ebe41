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


def _member_left(turn: Turn, told: MemberLeft) -> None:
    """Their chat is gone; the roster says that they have left."""
    t = turn.texts_for(told.recipient)
    turn.send_to(told.recipient, t("my-data-left-staff", name=told.name, unit=told.unit))


def _erasure_asked(turn: Turn, told: ErasureAsked) -> None:
    t = turn.texts_for(told.recipient)
    turn.send_to(told.recipient, t("withdrawn-staff", name=told.name, unit=told.unit))


def _export_wanted(turn: Turn, told: ExportWanted) -> None:
    t = turn.texts_for(told.recipient)
    show = Button(t.text("export-button-show"), button_data("export.show"))
    turn.send_to(told.recipient, t("export-waits", number=str(told.request_id)), ((show,),))


def _open_data_wanted(turn: Turn, told: OpenDataWanted) -> None:
    t = turn.texts_for(told.recipient)
    show = Button(t.text("open-data-button-show"), button_data("server.show"))
    turn.send_to(told.recipient, t("open-data-waits"), ((show,),))


def _open_data_told(turn: Turn, told: OpenDataTold) -> None:
    t = turn.texts_for(told.recipient)
    lines = [t(f"open-data-told-{told.what}", count=told.count)]
    lines += [t("open-data-refused-line", number=number, words=words) for number, words in told.examples]
    show = Button(t.text("open-data-button-show"), button_data("server.show"))
    turn.send_to(told.recipient, RichText.join("\n", lines).truncate(1500), ((show,),))


def _served(turn: Turn, told: GroupServed) -> int:
    """The group is there again, and what it missed can be sent there."""
    t = turn.texts_for(told.recipient)
    lines = [t(f"group-served-{told.purpose}", title=told.title)]
    lines += [t("group-missed", title=title) for _, title in told.missed]
    label = t.text("broadcast-button-groups")
    buttons = tuple((Button(label, button_data("broadcast.groups", number)),) for number, _ in told.missed)
    return turn.send_to(told.recipient, RichText.join("\n", lines), buttons)


def _unserved(turn: Turn, told: GroupUnserved) -> int:
    t = turn.texts_for(told.recipient)
    said = t(f"group-unserved-{told.purpose}", title=told.title, reason=reason_in(t, told.reason))
    return turn.send_to(told.recipient, said)


def _alert(turn: Turn, told: AlertToOfficer) -> None:
    """Say what rings says that there is something, its number and hour, and never what (privacy 14)."""
    t = turn.texts_for(told.recipient)
    if told.by_rule:
        first, again, idle = "alert-line-rule", "alert-line-rule-again", "alert-line-rule-idle"
    else:
        first, again, idle = "alert-line", "alert-line-again", "alert-line-idle"
    key = idle if told.taken_before else again if told.again else first
    line = t(key, number=str(told.alert_id), time=_hour(turn, told.raised_at))
    see = Button(t.text("alert-button-see"), button_data("alert.see", told.alert_id))
    turn.send_to(told.recipient, line, ((see,),), lane=Lane.ALERT)


def _alert_withdrawn(turn: Turn, told: AlertWithdrawn) -> None:
    t = turn.texts_for(told.recipient)
    key = "alert-emptied" if told.emptied else "alert-withdrawn"
    line = t(key, number=str(told.alert_id), time=_hour(turn, told.raised_at))
    turn.send_to(told.recipient, line, lane=Lane.ALERT)


def _alert_handed_over(turn: Turn, told: AlertHandedOver) -> None:
    t = turn.texts_for(told.recipient)
    args = {"number": str(told.alert_id), "time": _hour(turn, told.raised_at)}
    line = t("alert-handed-over", name=told.by, **args) if told.by else t("alert-line", **args)
    see = Button(t.text("alert-button-see"), button_data("alert.see", told.alert_id))
    turn.send_to(told.recipient, line, ((see,),), lane=Lane.ALERT)


def _directive(turn: Turn, told: DirectiveGiven) -> int:
    t = turn.texts_for(told.recipient)
    args = {"number": str(told.alert_id), "time": _hour(turn, told.raised_at), "name": told.by, "words": told.words}
    if told.due_at is not None:
        local = told.due_at.astimezone(turn.installation.zone)
        args |= {"at": f"{local:%H:%M}", "day": f"{local:%d/%m}"}
    rows = [
        (Button(t.text("alert-button-see-one", number=str(told.alert_id)), button_data("alert.see", told.alert_id)),)
    ]
    if told.request_id is not None:
        rows.insert(0, (Button(t.text("directive-button-answer"), button_data("directive.answer", told.request_id)),))
    key = "directive-due-check" if told.reminded else f"directive-given-{told.directive}"
    return turn.send_to(told.recipient, t(key, **args), tuple(rows))


def _board_approved(turn: Turn, told: BoardApproved) -> int:
    board = board_records.get(turn.session, told.board_id)
    assert board is not None, "board digests are not deleted"
    text, keyboard = board_messages.page(turn, told.recipient, board)
    return turn.send_to(told.recipient, text, keyboard)


def _directive_answered(turn: Turn, told: DirectiveAnswered) -> int:
    t = turn.texts_for(told.recipient)
    args = {"number": str(told.alert_id), "time": _hour(turn, told.raised_at), "words": told.words}
    return turn.send_to(told.recipient, t("directive-answered", **args))


def _alert_line(turn: Turn, told: AlertToGroup) -> None:
    account = told.group.account_id
    t = catalogue_for(turn.installation.language, typed_only=turn.installation.typed_only(account))
    kind = t.text("alert-kind-rule" if told.by_rule else "alert-kind-urgent")
    args = {"kind": kind, "number": str(told.alert_id), "time": _hour(turn, told.raised_at)}
    if told.by:
        args |= {"name": told.by}
    if told.at is not None:
        args |= {"at": _hour(turn, told.at)}
    turn.send_to_group(told.group, t(f"alert-group-{told.news}", **args), lane=Lane.ALERT)


def _verification_asked(turn: Turn, told: VerificationAsked) -> int:
    t = turn.texts_for(told.recipient)
    text, rows = verification_question(turn, t, told.verification_id, told.question, told.due_at, told.again)
    return turn.send_to(told.recipient, text, rows)


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
    return text, tuple((button,) for button in verdicts)


def _verification_answered(turn: Turn, told: VerificationAnswered) -> int:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", told.issue_id))
    if told.verdict is None:
        text = t("verification-no-answer", number=str(told.issue_id), title=told.title)
    else:
        verdict = t.text(f"verification-verdict-{told.verdict}")
        text = t("verification-answer", number=str(told.issue_id), title=told.title, verdict=verdict)
        text = text + "\n" + told.note if told.note else text
    return turn.send_to(told.recipient, text, ((see,),))


def _outcome(turn: Turn, told: OutcomeTold) -> int:
    t = turn.texts_for(told.recipient)
    about = (told.report_id, told.told_round, told.issue_id)
    unfinished = Button(t.text("feedback-button-not-done"), button_data("feedback.not_done", *about))
    text = t("feedback-outcome", day=_date(told.day), number=told.number, outcome=told.outcome)
    return turn.send_to(told.recipient, text, ((unfinished,),), shielded=True)


def _done_asked(turn: Turn, told: DoneAsked) -> int:
    t = turn.texts_for(told.recipient)
    about = (told.report_id, told.told_round, told.issue_id)
    finished = Button(t.text("feedback-button-done"), button_data("feedback.done", *about))
    unfinished = Button(t.text("feedback-button-not-done"), button_data("feedback.not_done", *about))
    text = t("feedback-question", day=_date(told.day), number=told.number)
    return turn.send_to(told.recipient, text, ((finished,), (unfinished,)), shielded=True)


def _untold(turn: Turn, told: Untold) -> None:
    """Nobody of those meant is named: the subject's number says enough to whoever wrote the words."""
    t = turn.texts_for(told.recipient)
    key = f"untold-{told.kind.replace('_', '-')}"
    turn.send_to(told.recipient, t(key, about=told.about), lane=Lane.REPLY)


def _question_raised(turn: Turn, told: QuestionRaised) -> None:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", told.issue_id))
    text = t("verification-raised", number=str(told.issue_id), title=told.title, name=told.name)
    turn.send_to(told.recipient, text, ((see,),))


def _issue_reopened(turn: Turn, told: IssueReopened) -> int:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", told.issue_id))
    return turn.send_to(told.recipient, t("issue-reopened", number=str(told.issue_id), title=told.title), ((see,),))


def _not_done_why(turn: Turn, told: NotDoneWhy) -> int:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", told.issue_id))
    text = t("issue-not-done-why", number=str(told.issue_id), title=told.title, words=told.words)
    return turn.send_to(told.recipient, text, ((see,),))


def _issues_waiting(turn: Turn, told: IssuesWaiting) -> None:
    """Those that are due and overdue by name, the others by their count, and the head of the log below."""
    t = turn.texts_for(told.recipient)
    parts = [t("issue-weekly" if told.issues else "issue-weekly-none")]
    rows: list[tuple[Button, ...]] = []
    for lateness in (Lateness.VERY_OVERDUE, Lateness.OVERDUE, Lateness.DUE):
        some = [issue for issue in told.issues if issue.lateness is lateness]
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
    later = sum(issue.lateness is Lateness.LATER for issue in told.issues)
    parts += [t("issue-weekly-later", count=later)] if later else []
    parts.append(t("issue-weekly-head", head=told.head))
    turn.send_to(told.recipient, RichText.join("\n\n", parts).truncate(4000), tuple(rows))


def _draft_unsent(turn: Turn, told: DraftUnsent) -> None:
    """Nothing of what was begun is said: it may stand on a lock screen (privacy 14)."""
    t = turn.texts_for(told.recipient)
    goes_on = Button(t.text("fill-button-continue"), button_data("form.continue", told.draft_id))
    away = Button(t.text("fill-button-discard"), button_data("form.discard", told.draft_id))
    turn.send_to(told.recipient, t("alert-unsent"), ((goes_on,), (away,)), lane=Lane.REPLY)


def _watch_ended(turn: Turn, told: WatchEnded) -> None:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("issue-button-back"), button_data("issue.see", told.issue_id))
    turn.send_to(told.recipient, t("assessment-watch-ended", number=str(told.issue_id), title=told.title), ((see,),))


def _audit_head(turn: Turn, told: AuditHeadTold) -> None:
    turn.send_to(told.recipient, turn.texts_for(told.recipient)("issue-weekly-head", head=told.head))


def _author_asked(turn: Turn, told: AuthorAsked) -> int:
    t = turn.texts_for(told.recipient)
    reply = Button(t.text("feedback-button-reply"), button_data("feedback.reply", told.question_id))
    text = t("feedback-asked", day=_date(told.day), number=told.number, question=told.question)
    return turn.send_to(told.recipient, text, ((reply,),), shielded=True)


def _author_answered(turn: Turn, told: AuthorAnswered) -> int:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("review-button-back"), button_data("review.see", told.report_id))
    return turn.send_to(told.recipient, t("review-author-answered", number=told.number, answer=told.answer), ((see,),))


def _report_returned(turn: Turn, told: ReportReturned) -> int:
    t = turn.texts_for(told.recipient)
    correct = Button(t.text("own-button-correct"), button_data("report.correct", told.report_id))
    text = t("feedback-returned", day=_date(told.day), number=told.number, reason=told.reason)
    return turn.send_to(told.recipient, text, ((correct,),), shielded=True)


def _rule_proposed(turn: Turn, told: FlagRuleProposed) -> None:
    t = turn.texts_for(told.recipient)
    see = Button(t.text("flag-button-see", number=str(told.number)), button_data("flag.see", told.rule_id))
    key = "flag-end-proposed-to-you" if told.removes else "flag-proposed-to-you"
    turn.send_to(told.recipient, t(key, number=str(told.number), name=told.by), ((see,),))


def _rule_decided(turn: Turn, told: FlagRuleDecided) -> None:
    t = turn.texts_for(told.recipient)
    key = ("flag-ended" if told.removes else "flag-agreed") if told.agreed else "flag-not-agreed"
    turn.send_to(told.recipient, t(key, number=str(told.number), name=told.by))


def _help_asked(turn: Turn, told: HelpAsked) -> None:
    t = turn.texts_for(told.recipient)
    reply = Button(t.text("request-button-reply"), button_data("help.reply", told.request_id))
    turn.send_to(told.recipient, t("request-asked", name=told.name, unit=told.unit, words=told.words), ((reply,),))


def _help_answered(turn: Turn, told: HelpAnswered) -> int:
    t = turn.texts_for(told.recipient)
    again = Button(t.text("request-button-again"), button_data("help.ask"))
    return turn.send_to(told.recipient, t("request-answered", words=told.words), ((again,),))


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
