"""The tables of docs/glossary.md, one class each; the modules that hold them are split by meaning.

Importing this module registers every table on `metadata`.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from storage.schema.assignments import Assignment, AssignmentStatus, NothingReason, PartState
from storage.schema.audit import AuditEntry, AuditHead
from storage.schema.board_digests import BoardDigest, BoardDigestKind, BoardDigestStatus, Secrecy
from storage.schema.digests import CountedDay, Digest, DigestKind, DigestReport, DigestWish, StratumTarget
from storage.schema.duty_days import DayOff, DutyOverride, DutyShift
from storage.schema.flags import FlagKind, FlagRule, FlagRuleStatus, ReportFlag
from storage.schema.forms import DraftRow, FormFile, FormVersion, PendingDecision
from storage.schema.group_votes import GroupPoll, GroupPollStatus, GroupPollVote
from storage.schema.issues import (
    Issue,
    IssueAssessment,
    IssueEvent,
    IssueEventKind,
    IssueProposal,
    IssueReport,
    IssueStatus,
    MergedReport,
    Verdict,
    Verification,
    VerificationStatus,
)
from storage.schema.member_notices import Notice, NoticeKind
from storage.schema.member_training import MemberChange, MemberChangeKind, Training
from storage.schema.members import (
    CONSENT,
    Account,
    Address,
    Group,
    GroupPurpose,
    Invitation,
    Member,
    MemberRole,
    OaToken,
    Role,
    Unit,
    UnitKind,
    UnitPath,
)
from storage.schema.messaging import (
    Delivery,
    DeliveryStatus,
    Event,
    EventStatus,
    Lane,
    SendHold,
    StoredFile,
    Task,
    TaskStatus,
)
from storage.schema.outgoing_submissions import (
    OpenDataConsent,
    OutgoingState,
    OutgoingSubmission,
    PictureTick,
    ReleasedChoice,
)
from storage.schema.prompts import (
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    Prompt,
    PromptCard,
    PromptFile,
    PromptItem,
    PromptKind,
    PromptStatus,
    PromptTemplate,
)
from storage.schema.reminder_mutes import Mute
from storage.schema.report_exports import ExportRequest, ExportStatus
from storage.schema.reports import (
    Alert,
    AlertNote,
    AlertStage,
    AlertStatus,
    Answer,
    IdentityLook,
    Report,
    Reporter,
    ReportKind,
    ReportRevision,
)
from storage.schema.review import ReportQuestion, ReportReview, ReviewStatus
from storage.schema.surveys import (
    Drawn,
    PublicPolicy,
    SeenBy,
    Survey,
    SurveyAnswer,
    SurveyDone,
    SurveyEnd,
    SurveyLink,
    SurveyMargin,
    SurveySitting,
    SurveyStatus,
    SurveyWaiting,
)
from storage.schema.system import Counter, Heartbeat, Installation, Outage, QuietNight, Restore, Rule
from storage.schema.tags import MemberTag, Tag

metadata = SQLModel.metadata

# SQLite gives the highest id again after its row was deleted; an old button or event id must never mean a new row.
for _table in metadata.tables.values():
    if _table.autoincrement_column is not None:
        _table.dialect_options["sqlite"]["autoincrement"] = True

__all__ = [
    "CONSENT",
    "Account",
    "Address",
    "Alert",
    "AlertNote",
    "AlertStage",
    "AlertStatus",
    "Answer",
    "Assignment",
    "AssignmentStatus",
    "AuditEntry",
    "AuditHead",
    "BoardDigest",
    "BoardDigestKind",
    "BoardDigestStatus",
    "Broadcast",
    "BroadcastKind",
    "BroadcastStatus",
    "CountedDay",
    "Counter",
    "DayOff",
    "Delivery",
    "DeliveryStatus",
    "Digest",
    "DigestKind",
    "DigestReport",
    "DigestWish",
    "DraftRow",
    "Drawn",
    "DutyOverride",
    "DutyShift",
    "Event",
    "EventStatus",
    "ExportRequest",
    "ExportStatus",
    "FlagKind",
    "FlagRule",
    "FlagRuleStatus",
    "FormFile",
    "FormVersion",
    "Group",
    "GroupPoll",
    "GroupPollStatus",
    "GroupPollVote",
    "GroupPurpose",
    "Heartbeat",
    "IdentityLook",
    "Installation",
    "Invitation",
    "Issue",
    "IssueAssessment",
    "IssueEvent",
    "IssueEventKind",
    "IssueProposal",
    "IssueReport",
    "IssueStatus",
    "Lane",
    "Member",
    "MemberChange",
    "MemberChangeKind",
    "MemberRole",
    "MemberTag",
    "MergedReport",
    "Mute",
    "NothingReason",
    "Notice",
    "NoticeKind",
    "OaToken",
    "OpenDataConsent",
    "Outage",
    "OutgoingState",
    "OutgoingSubmission",
    "PartState",
    "PendingDecision",
    "PictureTick",
    "Prompt",
    "PromptCard",
    "PromptFile",
    "PromptItem",
    "PromptKind",
    "PromptStatus",
    "PromptTemplate",
    "PublicPolicy",
    "QuietNight",
    "ReleasedChoice",
    "Report",
    "ReportFlag",
    "ReportKind",
    "ReportQuestion",
    "ReportReview",
    "ReportRevision",
    "Reporter",
    "Restore",
    "ReviewStatus",
    "Role",
    "Rule",
    "Secrecy",
    "SeenBy",
    "SendHold",
    "StoredFile",
    "StratumTarget",
    "Survey",
    "SurveyAnswer",
    "SurveyDone",
    "SurveyEnd",
    "SurveyLink",
    "SurveyMargin",
    "SurveySitting",
    "SurveyStatus",
    "SurveyWaiting",
    "Tag",
    "Task",
    "TaskStatus",
    "Training",
    "Unit",
    "UnitKind",
    "UnitPath",
    "Verdict",
    "Verification",
    "VerificationStatus",
    "metadata",
]
