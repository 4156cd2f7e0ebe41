"""Tables of states.

Each step is a row, from where to where, for whom, and what has to be there. Drawn into docs/states.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storage.tables import AlertStatus, FlagRuleStatus, IssueStatus, ReviewStatus, VerificationStatus


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `needs`: what has to be there besides."""

    act: str
    before: tuple[StrEnum, ...]
    after: StrEnum
    who: str
    needs: str = ""


_LIVE = (IssueStatus.OPEN, IssueStatus.VERIFYING, IssueStatus.ESCALATED)

ISSUE = (
    Step("ask", _LIVE, IssueStatus.VERIFYING, "staff", "a contact, a neutral question, a due time"),
    Step("answered", (IssueStatus.VERIFYING,), IssueStatus.OPEN, "the contact", "a verdict"),
    Step("escalate", (IssueStatus.OPEN, IssueStatus.VERIFYING), IssueStatus.ESCALATED, "staff", "to whom"),
    Step("tell", (*_LIVE, IssueStatus.RESOLVED), IssueStatus.RESOLVED, "staff", "the outcome in words"),
    Step("close", (*_LIVE, IssueStatus.RESOLVED), IssueStatus.CLOSED, "staff", "a reason"),
    Step("done", (IssueStatus.RESOLVED,), IssueStatus.CLOSED, "a reporter", "the question whether it is done"),
    Step("not_done", (IssueStatus.RESOLVED, IssueStatus.CLOSED), IssueStatus.OPEN, "a reporter", "the newest outcome"),
    Step("merge", (*_LIVE, IssueStatus.RESOLVED), IssueStatus.CLOSED, "staff", "an issue that is not closed"),
)
REVIEW = (
    Step("take", (ReviewStatus.NEW, ReviewStatus.RETURNED), ReviewStatus.TAKEN, "staff"),
    Step("take_over", (ReviewStatus.TAKEN,), ReviewStatus.TAKEN, "staff", "the time of whoever has it is over"),
    Step("accept", (ReviewStatus.TAKEN,), ReviewStatus.ACCEPTED, "whoever has it"),
    Step("return", (ReviewStatus.TAKEN,), ReviewStatus.RETURNED, "whoever has it", "a reason"),
    Step("reject", (ReviewStatus.TAKEN,), ReviewStatus.REJECTED, "whoever has it", "a reason"),
    Step(
        "correct",
        (ReviewStatus.RETURNED, ReviewStatus.ACCEPTED, ReviewStatus.REJECTED),
        ReviewStatus.NEW,
        "the author",
        "a new revision",
    ),
)
VERIFICATION = (
    Step("answer", (VerificationStatus.ASKED,), VerificationStatus.ANSWERED, "the contact", "one of four verdicts"),
    Step(
        "cancel",
        (VerificationStatus.ASKED,),
        VerificationStatus.CANCELLED,
        "staff",
        "the issue's outcome, or that it is closed",
    ),
)
ALERT = (
    Step("take", (AlertStatus.OPEN,), AlertStatus.ACKNOWLEDGED, "an officer who may be asked"),
    Step("withdraw", (AlertStatus.OPEN,), AlertStatus.WITHDRAWN, "the author", "not later than two minutes after"),
    Step(
        "hand_over",
        (AlertStatus.ACKNOWLEDGED,),
        AlertStatus.ACKNOWLEDGED,
        "whoever has it",
        "another officer who may be asked",
    ),
    Step("idle", (AlertStatus.ACKNOWLEDGED,), AlertStatus.OPEN, "the clock", "nothing was said of it for two hours"),
    Step("close", (AlertStatus.ACKNOWLEDGED,), AlertStatus.CLOSED, "whoever has it", "a stage: calm or untrue"),
)
FLAG_RULE = (
    Step(
        "propose",
        (FlagRuleStatus.DRAFT,),
        FlagRuleStatus.PROPOSED,
        "whoever wrote it",
        "a trial on the last month that flags less than half of it",
    ),
    Step("agree", (FlagRuleStatus.PROPOSED,), FlagRuleStatus.ACTIVE, "another officer"),
    Step("refuse", (FlagRuleStatus.PROPOSED,), FlagRuleStatus.REFUSED, "another officer"),
    Step("drop", (FlagRuleStatus.DRAFT, FlagRuleStatus.PROPOSED), FlagRuleStatus.REFUSED, "whoever wrote it"),
    Step("replace", (FlagRuleStatus.ACTIVE,), FlagRuleStatus.RETIRED, "another officer", "a newer version"),
)
TABLES = {
    "Issue": ISSUE,
    "Review of a report": REVIEW,
    "Verification": VERIFICATION,
    "Alert": ALERT,
    "Rule that flags reports": FLAG_RULE,
}


def step(table: Iterable[Step], act: str) -> Step:
    """The row of an act."""
    return next(step for step in table if step.act == act)


def drawn() -> str:
    """The tables as the page docs/states.md."""
    lines = ["# States", "", "Drawn from `services/states.py`; `make states` draws it anew.", ""]
    for title, table in TABLES.items():
        lines += [
            f"## {title}",
            "",
            "| act | from | to | who | what must be there |",
            "| --- | --- | --- | --- | --- |",
        ]
        for step in table:
            before = ", ".join(step.before)
            lines.append(f"| {step.act} | {before} | {step.after} | {step.who} | {step.needs} |")
        lines.append("")
    return "\n".join(lines)
