"""The tables of DESIGN.md §2, one class each; the modules that hold them are split by meaning.

Importing this module registers every table on `metadata`.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from storage.people import (
    Account,
    Address,
    Group,
    GroupPurpose,
    Invitation,
    Member,
    MemberRole,
    MemberStratum,
    OaToken,
    Role,
    Unit,
    UnitKind,
    UnitPath,
)
from storage.traffic import (
    Counter,
    Delivery,
    DeliveryStatus,
    Event,
    EventStatus,
    Installation,
    Lane,
    Rule,
    StoredFile,
    Task,
    TaskStatus,
)
from storage.work import (
    Alert,
    AlertStatus,
    Answer,
    Assignment,
    AssignmentStatus,
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    Choice,
    Digest,
    DigestKind,
    DigestReport,
    Draft,
    Form,
    FormFile,
    IdentityLook,
    NothingReason,
    Prompt,
    PromptCard,
    PromptItem,
    PromptKind,
    PromptStatus,
    Report,
    Reporter,
    ReportKind,
    ReportRevision,
)

metadata = SQLModel.metadata

# SQLite gives the highest id again after its row was deleted; an old button or event id must never mean a new row.
for _table in metadata.tables.values():
    if _table.autoincrement_column is not None:
        _table.dialect_options["sqlite"]["autoincrement"] = True

__all__ = [
    "Account",
    "Address",
    "Alert",
    "AlertStatus",
    "Answer",
    "Assignment",
    "AssignmentStatus",
    "Broadcast",
    "BroadcastKind",
    "BroadcastStatus",
    "Choice",
    "Counter",
    "Delivery",
    "DeliveryStatus",
    "Digest",
    "DigestKind",
    "DigestReport",
    "Draft",
    "Event",
    "EventStatus",
    "Form",
    "FormFile",
    "Group",
    "GroupPurpose",
    "IdentityLook",
    "Installation",
    "Invitation",
    "Lane",
    "Member",
    "MemberRole",
    "MemberStratum",
    "NothingReason",
    "OaToken",
    "Prompt",
    "PromptCard",
    "PromptItem",
    "PromptKind",
    "PromptStatus",
    "Report",
    "ReportKind",
    "ReportRevision",
    "Reporter",
    "Role",
    "Rule",
    "StoredFile",
    "Task",
    "TaskStatus",
    "Unit",
    "UnitKind",
    "UnitPath",
    "metadata",
]
