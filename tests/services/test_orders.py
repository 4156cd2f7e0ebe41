"""Orders and system events in their rows: all read back as they were written, and those of the version before as well."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from forms.errors import FormError
from services import event_types, orders
from services.event_types import (
    AccountRefused,
    AlertLost,
    AlertUnanswered,
    BroadcastMoved,
    ClockEvent,
    DailyDigestDue,
    DoneQuestionDue,
    ExportWaits,
    GroupPollDue,
    GroupRefused,
    IssueWatchEnded,
    MessageStands,
    MonthlyDigestDue,
    MonthlyPromptDue,
    NoticesSettled,
    OpenDataDue,
    OutageOver,
    OwnRemindersDue,
    PromptDue,
    PromptOver,
    QuotaRunsLow,
    RemindersDue,
    RestoreUndecided,
    SurveyDue,
    UrgentUnsent,
    VerificationOverdue,
    WeeklyIssuesDue,
)
from services.orders import (
    BoardCrossMade,
    BoardCrossOrder,
    BoardDocumentMade,
    BoardDocumentOrder,
    BoardDrafted,
    BoardOrder,
    BoardRefused,
    BoardReviewMade,
    BoardReviewOrder,
    DigestMade,
    DigestOrder,
    DocumentMade,
    DocumentOrder,
    EvaluationMade,
    EvaluationOrder,
    ExportFormOrder,
    FetchFileOrder,
    FileFetched,
    FlagTrialMade,
    FlagTrialOrder,
    FormExported,
    FormMediaChecked,
    FormMediaOrder,
    FormRead,
    FormRefused,
    GridMade,
    GridOrder,
    ImportFormOrder,
    LikenessMade,
    LikenessOrder,
    OpenDataOrder,
    OpenDataSent,
    Order,
    Result,
    RotaSheetOrder,
    RotaSheetRead,
    SearchMade,
    SearchOrder,
    SurveyExported,
    SurveyExportOrder,
    SurveyQrMade,
    SurveyQrOrder,
    TaskEnded,
)
from services.roster_orders import (
    InvitationsMade,
    InvitationsOrder,
    RosterCopied,
    RosterCopyOrder,
    RosterLooked,
    RosterLookOrder,
    RosterRefused,
    RosterTaken,
    RosterTakeOrder,
)
from storage.roster.importer import Change
from storage.roster.sheet import Found, Mistake
from storage.tables import BoardDigestKind, DigestKind

WEEK = date(2026, 11, 2), date(2026, 11, 8)
BOARD = BoardOrder(BoardDigestKind.WEEKLY, *WEEK, 4, datetime(2026, 11, 9, 2, tzinfo=UTC), 1762, corrects=2)
FETCH = FetchFileOrder(draft=7, pending="pending-12", account=1, file="AgAC", member=3, accept="audio")
IMPORT = ImportFormOrder(account=1, file="BQAC", member=4, name="đường thôn.xlsx")
MEDIA = FormMediaOrder(account=1, file="BQAD", member=4, choice=9, held=21, shows="cây đa.jpg")
WARNING = FormError("switched_off", sheet="survey", row=4, details={"name": "duong"})
READ = FormRead(21, "duong_thon", 3, missing=("topic",), media=("cây đa.jpg",), warnings=(WARNING,))
LOOKED = RosterLooked(
    20,
    "ab",
    (0, 1, 3, 1, 0, 213),
    2,
    (
        Change("members", 4, "CTV01", "Hoàng An", (("unit", "X01", "P01"),)),
        Change("members", 5, "CTV02", "Lý Giang", ()),
    ),
    (Found("members", "Thành viên", 1, 214, ("Ghi chú",), ("phone",)),),
)
ENDED = [
    TaskEnded(DigestOrder(DigestKind.DAILY), DigestMade(5)),
    TaskEnded(DigestOrder(DigestKind.INTERIM, 4), None),
    TaskEnded(DocumentOrder(5, 4), DocumentMade()),
    TaskEnded(BOARD, BoardDrafted(3, "Đỗ Em")),
    TaskEnded(BOARD, BoardRefused("crossed")),
    TaskEnded(BoardReviewOrder(3, 4), BoardReviewMade(12, 95, 113)),
    TaskEnded(BoardCrossOrder(3, 1, "topic", "forecast", 4), BoardCrossMade("few")),
    TaskEnded(BoardDocumentOrder(3), BoardDocumentMade(12)),
    TaskEnded(FETCH, FileFetched(12, "voice-12.ogg")),
    TaskEnded(FETCH, FileFetched(refused="too_large")),
    TaskEnded(IMPORT, READ),
    TaskEnded(IMPORT, FormRefused((WARNING, FormError("too_slow", details={"seconds": "20"})))),
    TaskEnded(MEDIA, FormMediaChecked()),
    TaskEnded(MEDIA, FormMediaChecked(refused="not_shown")),
    TaskEnded(ExportFormOrder(21, 4), FormExported(archive=30)),
    TaskEnded(ExportFormOrder(21, 4), FormExported(left_out=True)),
    TaskEnded(FlagTrialOrder(7, 4), FlagTrialMade(340, 12, ("BC-1126-042",))),
    TaskEnded(FlagTrialOrder(7, 4), FlagTrialMade()),
    TaskEnded(SearchOrder(9, 4, 812), SearchMade((811, 640), 640)),
    TaskEnded(LikenessOrder(3, 4, shown=True), LikenessMade()),
    TaskEnded(EvaluationOrder(4, date(2026, 10, 1), datetime(2026, 11, 3, 9, tzinfo=UTC)), EvaluationMade(14)),
    TaskEnded(GridOrder(4, datetime(2026, 11, 3, 9, tzinfo=UTC)), GridMade(12, 13), asked_at=2),
    TaskEnded(RotaSheetOrder(1, "BQAC", 4, 2), RotaSheetRead("T2-T6 7:00-17:00: Trần Bình")),
    TaskEnded(SurveyExportOrder(3, 4, "xlsx"), SurveyExported(17)),
    TaskEnded(RosterCopyOrder(1, 4, "vi"), RosterCopied(19, 4, 214)),
    TaskEnded(RosterLookOrder(1, "BQAC", 4), LOOKED),
    TaskEnded(RosterLookOrder(1, "BQAC", 4), RosterRefused(1, (Mistake("members", 3, "code", "twice", {"row": "2"}),))),
    TaskEnded(RosterTakeOrder(1, 4, 20, "ab"), RosterTaken((0, 1, 3, 1, 0, 213))),
    TaskEnded(RosterTakeOrder(1, 4, 20, "ab"), LOOKED),
    TaskEnded(OpenDataOrder(3), OpenDataSent(98, 1, "away")),
    TaskEnded(InvitationsOrder(1, 4, None, ("CTV01",)), InvitationsMade(21, 22, 1, date(2026, 11, 17), 3, True)),
    TaskEnded(SurveyQrOrder(4, "https://t.me/bot?start=ks1", "Chợ Mới"), SurveyQrMade(18)),
]
CLOCK: list[ClockEvent] = [
    MonthlyPromptDue(),
    RemindersDue(),
    DailyDigestDue(),
    MonthlyDigestDue(),
    WeeklyIssuesDue(),
    PromptDue(8),
    PromptOver(14),
    OwnRemindersDue(1110),
    SurveyDue(6),
    GroupPollDue(7),
    BroadcastMoved(9),
    AlertUnanswered(10),
    AlertLost(11),
    VerificationOverdue(12),
    IssueWatchEnded(3),
    UrgentUnsent(5),
    ExportWaits(6),
    OpenDataDue(3),
    MessageStands(7),
    DoneQuestionDue(13),
    NoticesSettled([4, 7]),
    AccountRefused(1, "refresh_token"),
    GroupRefused(1),
    QuotaRunsLow(2, 80),
    OutageOver(),
    RestoreUndecided(4),
]
BEFORE: list[tuple[str, dict[str, Any], Order]] = [
    ("digest", {"kind": "daily"}, DigestOrder(DigestKind.DAILY)),
    ("digest", {"kind": "interim", "member": 4}, DigestOrder(DigestKind.INTERIM, 4)),
    ("document", {"digest": 5, "member": 4}, DocumentOrder(5, 4)),
    (
        "fetch",
        {"draft": 7, "pending": "pending-12", "account": 1, "file": "AgAC", "member": 3, "accept": "audio"},
        FETCH,
    ),
    ("spreadsheet", {"account": 1, "file": "BQAC", "member": 4, "name": "đường thôn.xlsx"}, IMPORT),
    (
        "spreadsheet",
        {"account": 1, "file": "BQAD", "member": 4, "choice": 9, "held": 21, "shows": "cây đa.jpg"},
        MEDIA,
    ),
    ("form_file", {"form": 21, "member": 4}, ExportFormOrder(21, 4)),
]
READ_BEFORE = {
    "held": 21,
    "as": "duong_thon",
    "questions": 3,
    "missing": ["topic"],
    "media": ["cây đa.jpg"],
    "warnings": [WARNING.as_order()],
}
ENDED_BEFORE: list[tuple[str, int, dict[str, Any], Result | None]] = [
    ("task.digest", 0, {"digest": 5}, DigestMade(5)),
    ("failed.digest", 1, {}, None),
    ("task.document", 2, {}, DocumentMade()),
    ("task.fetch", 3, {"stored": 12, "name": "voice-12.ogg"}, FileFetched(12, "voice-12.ogg")),
    ("task.fetch", 3, {"refused": "too_large"}, FileFetched(refused="too_large")),
    ("failed.fetch", 3, {}, None),
    ("task.spreadsheet", 4, READ_BEFORE, READ),
    ("task.spreadsheet", 4, {"problems": [WARNING.as_order()]}, FormRefused((WARNING,))),
    ("failed.spreadsheet", 4, {}, None),
    ("task.spreadsheet", 5, {}, FormMediaChecked()),
    ("task.spreadsheet", 5, {"refused": "not_shown"}, FormMediaChecked(refused="not_shown")),
    ("failed.spreadsheet", 5, {}, None),
    ("task.form_file", 6, {"archive": 30}, FormExported(archive=30)),
    ("task.form_file", 6, {"left_out": True}, FormExported(left_out=True)),
]


@pytest.fixture(autouse=True)
def comparable_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors are compared by what they say."""
    monkeypatch.setattr(FormError, "__eq__", lambda self, other: self.as_order() == other.as_order(), raising=False)


@pytest.mark.parametrize(
    "ended", ENDED, ids=lambda ended: f"{type(ended.order).__name__}-{type(ended.result).__name__}"
)
def test_ended_task_is_read_back_from_its_event(ended: TaskEnded) -> None:
    assert event_types.load(*event_types.dump(ended)) == ended


@pytest.mark.parametrize("event", CLOCK, ids=lambda event: type(event).__name__)
def test_clock_event_is_read_back_from_its_row(event: ClockEvent) -> None:
    assert event_types.load(*event_types.dump(event)) == event


def test_examples_hold_every_order_result_and_event() -> None:
    assert {type(ended.order) for ended in ENDED} == set(get_args(Order)) == {kind[0] for kind in orders.KINDS.values()}
    assert {type(ended.result) for ended in ENDED if ended.result is not None} == set(get_args(Result))
    assert {type(event) for event in CLOCK} == set(get_args(ClockEvent))


@pytest.mark.parametrize(("kind", "payload", "order"), BEFORE, ids=[f"{b[0]}-{n}" for n, b in enumerate(BEFORE)])
def test_order_stored_by_the_version_before_is_read(kind: str, payload: dict[str, Any], order: Order) -> None:
    assert orders.load(kind, json.dumps(payload).encode()) == order


@pytest.mark.parametrize(
    ("kind", "place", "made", "result"), ENDED_BEFORE, ids=[f"{e[0]}-{n}" for n, e in enumerate(ENDED_BEFORE)]
)
def test_ended_task_stored_by_the_version_before_is_read(
    kind: str, place: int, made: dict[str, Any], result: Result | None
) -> None:
    _kind, payload, order = BEFORE[place]
    assert event_types.load(kind, json.dumps({**payload, **made}).encode()) == TaskEnded(order, result)


@pytest.mark.parametrize("kind", ["poem", "task.poem", "clock.poem", "done.digest"])
def test_unknown_kind_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match=r"poem|digest"):
        event_types.load(kind, b"{}")
    with pytest.raises(ValueError, match=r"poem|digest"):
        orders.load(kind, b"{}")


def test_form_error_crosses_to_another_process_unchanged() -> None:
    there = pickle.loads(pickle.dumps(WARNING))
    assert (there.as_order(), str(there)) == (WARNING.as_order(), str(WARNING))
