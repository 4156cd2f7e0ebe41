"""Say what has to be told after an act.

Values that `handlers` turn into messages in each reader's language. `notice_id`: the row of what counts as told only when a
network has taken it (`services/notice_delivery.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.members.addresses import Recipient
from storage.prompts.prompt_messages_sent import SentMessage
from storage.tables import Group, GroupPurpose, NoticeKind, Prompt, Verdict


class AlertNews(StrEnum):
    """Say what the staff's group reads of an alert."""

    RAISED = "raised"
    NOBODY = "nobody"  # no officer can be reached now
    UNANSWERED = "unanswered"  # every officer was asked, and nobody took it
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    EMPTIED = "emptied"  # the report that a rule flagged was withdrawn
    IDLE = "idle"  # whoever took it has said nothing since
    HANDED_OVER = "handed-over"  # to another officer, who has not opened it yet
    NOT_REACHED = "not-reached"  # whoever it was handed to
    UNOPENED = "unopened"  # whoever it was handed to has not opened it in time
    HOLDER_GONE = "holder-gone"  # whoever took it is no officer any more
    CLOSED = "closed"


class Directive(StrEnum):
    """Say what a leader wants of an urgent matter."""

    KNOWN = "known"  # Đã biết
    OPINION = "opinion"  # Cho ý kiến
    CHECK = "check"  # Cho kiểm tra


@dataclass(frozen=True, slots=True)
class AlertToOfficer:
    """An alert that an officer is asked to take. `again`: somebody was asked before."""

    recipient: Recipient
    alert_id: int
    raised_at: datetime
    again: bool
    by_rule: bool = False
    """A rule raised it, not its author."""
    taken_before: bool = False
    """Somebody took it and said nothing more of it."""


@dataclass(frozen=True, slots=True)
class AlertToGroup:
    """A line about an alert in a staff group. `by`, `at`: who took it, and when."""

    group: Group
    alert_id: int
    raised_at: datetime
    news: AlertNews
    by: str = ""
    at: datetime | None = None
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class AlertWithdrawn:
    """Its author took an alert back, or emptied the report of it; told to officers who were asked."""

    recipient: Recipient
    alert_id: int
    raised_at: datetime
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class AlertHandedOver:
    """An officer gave an alert to another one, who hears it. `by`: who gave it."""

    recipient: Recipient
    alert_id: int
    raised_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DirectiveGiven:
    """A leader's word on an urgent matter, for the officer who has it. `by`: the leader.

    `request_id`: what the officer's answer is to; None: none is asked for.
    """

    recipient: Recipient
    alert_id: int
    raised_at: datetime
    directive: Directive
    by: str
    words: str = ""
    due_at: datetime | None = None
    request_id: int | None = None
    notice_id: int | None = None
    reminded: bool = False
    """It was given before, and its answer is due."""


@dataclass(frozen=True, slots=True)
class DirectiveAnswered:
    """The officer's answer, for the leader who asked; without the officer's name, who may be a single reporter's."""

    recipient: Recipient
    alert_id: int
    raised_at: datetime
    words: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class BoardApproved:
    """A digest that the board approved, for a leader."""

    recipient: Recipient
    board_id: int
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class VerificationAsked:
    """A question to a contact. `again`: it is overdue."""

    recipient: Recipient
    verification_id: int
    question: str
    due_at: datetime
    again: bool
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class VerificationAnswered:
    """A contact's verdict, or their words to it, for the officer. `verdict` None: no answer came in time."""

    recipient: Recipient
    issue_id: int
    title: str
    verdict: Verdict | None
    note: str = ""
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """Say what became of a matter, for somebody who reported it: nothing of other reporters (privacy 6)."""

    recipient: Recipient
    report_id: int
    number: str
    day: date
    outcome: str
    issue_id: int
    told_round: int
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class DoneAsked:
    """The one question whether a matter is done, for somebody who heard that it is."""

    recipient: Recipient
    report_id: int
    number: str
    day: date
    issue_id: int
    told_round: int
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """Nobody could be told, at no address: for the officer whose words they were. `about`: the subject's number or title.

    It is told as soon as they can be reached.
    """

    recipient: Recipient
    kind: NoticeKind
    about: str


@dataclass(frozen=True, slots=True)
class QuestionRaised:
    """A contact did not answer in time, and a higher one is asked; for the officers of the issue. `name`: the higher one."""

    recipient: Recipient
    issue_id: int
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class IssueReopened:
    """A reporter says that a matter is not done; for its officers, without who it was."""

    recipient: Recipient
    issue_id: int
    title: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class NotDoneWhy:
    """A reporter's words on what is not done of a matter; for its officers, without who it was."""

    recipient: Recipient
    issue_id: int
    title: str
    words: str
    notice_id: int | None = None


class Lateness(StrEnum):
    """Say how an issue without an outcome stands against its due date."""

    VERY_OVERDUE = "very_overdue"  # twice the time has gone by
    OVERDUE = "overdue"
    DUE = "due"  # within the week
    LATER = "later"


@dataclass(frozen=True, slots=True)
class WatchEnded:
    """The day until which an issue was watched has come; for whoever has it."""

    recipient: Recipient
    issue_id: int
    title: str


@dataclass(frozen=True, slots=True)
class IssueWaiting:
    """An issue whose outcome nobody has told. `title`: the staff's own words."""

    issue_id: int
    title: str
    place: str
    due_at: datetime
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class IssuesWaiting:
    """The week's list of issues without an outcome, for an officer. `head`: of the audit log, to be kept."""

    recipient: Recipient
    issues: Sequence[IssueWaiting]
    head: str


@dataclass(frozen=True, slots=True)
class AuditHeadTold:
    """The head of the audit log, for an administrator to keep."""

    recipient: Recipient
    head: str


@dataclass(frozen=True, slots=True)
class AuthorAsked:
    """A question of the staff's to whoever sent a report."""

    recipient: Recipient
    question_id: int
    number: str
    day: date
    question: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class AuthorAnswered:
    """The author's answer, for the officer who asked."""

    recipient: Recipient
    report_id: int
    number: str
    answer: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportReturned:
    """A report that its author is asked to correct, with the reason."""

    recipient: Recipient
    report_id: int
    number: str
    day: date
    reason: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupUnserved:
    """A bound group takes nothing from us any more; told to staff. `reason`: of `texts`' reasons."""

    recipient: Recipient
    title: str
    purpose: GroupPurpose
    reason: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupServed:
    """A bound group is served again; told to staff. `missed`: the open prompts that it did not get, (id, title)."""

    recipient: Recipient
    title: str
    purpose: GroupPurpose
    missed: Sequence[tuple[int, str]] = ()
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class PromptRound:
    """A prompt goes to these members and closed groups.

    `broadcast_id`: the round; None: it is caught up on by one member. `held`: the round is paused. `whole`: it goes to
    everybody who is asked; a later one leaves out who has answered, so that nobody may see to whom it goes (privacy 3).
    `hidden`: nor may they of this one, since to be asked tells what somebody did before.
    """

    prompt: Prompt
    broadcast_id: int | None
    people: Sequence[Recipient] = ()
    groups: Sequence[Group] = ()
    held: bool = False
    whole: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ReminderRound:
    """These members are reminded of a prompt in one round. `until`: its answers are over, and taken late to this instant."""

    prompt: Prompt
    broadcast_id: int
    people: Sequence[Recipient]
    held: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromptOverdue:
    """A prompt does not go out since its answers would be due already; told to staff."""

    recipient: Recipient
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class NothingPrepared:
    """The monthly hour has come, and nothing is prepared, planned or sent for this month; told to staff."""

    recipient: Recipient
    month: int


@dataclass(frozen=True, slots=True)
class PromptRevisedFor:
    """The same for one member. `sent`: their message of it; None: they have it at another address."""

    recipient: Recipient
    prompt: Prompt
    sent: SentMessage | None
    withdrawn: bool
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class PromptRevised:
    """A prompt that was sent has other words, or was taken back: told to those who have it, and to the groups."""

    prompt: Prompt
    people: Sequence[PromptRevisedFor]
    groups: Sequence[tuple[Group, SentMessage]]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PromptClosed:
    """The time for a prompt's answers is over; told to staff with how far it has come.

    `counts`: members by part (`services.progress.Part`), of the `asked` whom the reader sees.
    """

    recipient: Recipient
    prompt: Prompt
    asked: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FlagRuleProposed:
    """A version of a rule that waits for a second officer's yes. `by`: who wrote it. `removes`: it ends the rule."""

    recipient: Recipient
    rule_id: int
    number: int
    by: str
    removes: bool


@dataclass(frozen=True, slots=True)
class FlagRuleDecided:
    """A second officer has decided on a version; told to whoever wrote it. `removes`: it ends the rule."""

    recipient: Recipient
    rule_id: int
    number: int
    agreed: bool
    removes: bool
    by: str


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """A member who takes part no more by their own wish; told to whoever sees to the roster."""

    recipient: Recipient
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """A bulk export waits for a second officer: everybody who may be that is told; what for shows on a tap (privacy 14)."""

    recipient: Recipient
    request_id: int


@dataclass(frozen=True, slots=True)
class OpenDataWanted:
    """Somebody asks for reports to go to a server: everybody who may agree is told."""

    recipient: Recipient


@dataclass(frozen=True, slots=True)
class OpenDataTold:
    """The server refused some copies ("refused"), or takes nothing now ("away", "account", "rubbish", "failed"), or
    one of the two who agreed is no officer any more ("lapsed").

    `examples`: (report number, the server's words) of some.
    """

    recipient: Recipient
    what: str
    count: int = 0
    examples: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """A member who had the network ask that what is held of them be erased; told to whoever sees to the roster."""

    recipient: Recipient
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class RestoreAsked:
    """An officer is asked whether what was due since a backup still leaves.

    `titles`: prompts and surveys that waited; `rules`: hours that came; `held`: messages that waited when it was made;
    `asks`: questions and outcomes that were due.
    """

    recipient: Recipient
    restore_id: int
    made_at: datetime
    restored_at: datetime
    titles: Sequence[str]
    rules: Sequence[str]
    held: int
    asks: int


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """A member asks an officer for help. `name`, `unit`: who and where from."""

    recipient: Recipient
    request_id: int
    name: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """An officer's answer, for the member who asked."""

    recipient: Recipient
    words: str
    notice_id: int | None = None


@dataclass(frozen=True, slots=True)
class DraftUnsent:
    """Its author is asked what becomes of an urgent matter that was begun and not sent."""

    recipient: Recipient
    draft_id: int


Noticed = (
    BoardApproved
    | DirectiveAnswered
    | VerificationAsked
    | OutcomeTold
    | DoneAsked
    | AuthorAsked
    | ReportReturned
    | HelpAnswered
    | AuthorAnswered
    | IssueReopened
    | NotDoneWhy
    | VerificationAnswered
    | DirectiveGiven
    | GroupServed
    | GroupUnserved
    | PromptRevisedFor
)
"""What counts as told only when a network has taken it."""
Notification = (
    MemberLeft
    | PromptRevisedFor
    | ErasureAsked
    | ExportWanted
    | OpenDataWanted
    | OpenDataTold
    | AlertToOfficer
    | AlertToGroup
    | AlertWithdrawn
    | AlertHandedOver
    | FlagRuleProposed
    | FlagRuleDecided
    | DirectiveGiven
    | BoardApproved
    | DirectiveAnswered
    | VerificationAsked
    | VerificationAnswered
    | OutcomeTold
    | DoneAsked
    | IssueReopened
    | NotDoneWhy
    | Untold
    | QuestionRaised
    | IssuesWaiting
    | WatchEnded
    | AuditHeadTold
    | AuthorAsked
    | AuthorAnswered
    | ReportReturned
    | GroupUnserved
    | GroupServed
    | HelpAsked
    | HelpAnswered
    | DraftUnsent
)
PromptNotification = PromptRound | ReminderRound | PromptOverdue | NothingPrepared | PromptClosed | PromptRevised
