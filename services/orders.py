"""Orders: work that a turn wants done outside it, and its results.

Handlers place orders, jobs carry them out.
Each kind of order is a class, and so is its result; a row of `Task` holds the kind's name and the order as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar

import orjson
from pydantic import PlainSerializer, PlainValidator, TypeAdapter
from sqlmodel import Session

from forms.errors import FormError
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
from storage.messaging import tasks
from storage.tables import BoardDigestKind, DigestKind

Problem: TypeAlias = Annotated[FormError, PlainValidator(FormError.of_order), PlainSerializer(FormError.as_order)]


@dataclass(frozen=True, slots=True)
class DigestOrder:
    """Count what was reported, write the pages of a digest and draw its chart."""

    kind: DigestKind
    member: int | None = None
    """Member id of whoever wants it for themselves; None: it is for leaders and staff."""
    at: datetime | None = None
    """What came before this instant is in it, however late it is made; None: the instant at which it is made."""


@dataclass(frozen=True, slots=True)
class DigestMade:
    """A digest that is ready to be read."""

    digest: int


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """Make the document of a digest, ready to sign, for a member."""

    digest: int
    member: int


@dataclass(frozen=True, slots=True)
class DocumentMade:
    """The document stands in the row of its digest."""


@dataclass(frozen=True, slots=True)
class BoardOrder:
    """Count the figures of a board digest and keep its draft, for an officer."""

    kind: BoardDigestKind
    first: date
    last: date
    member: int
    at: datetime
    """The instant at which it was asked for."""
    asked: int
    """A number that no other order has: done a second time, it finds its draft."""
    prompt: int | None = None
    corrects: int | None = None
    """The approved one that it puts right."""


@dataclass(frozen=True, slots=True)
class BoardDrafted:
    """The draft is there. `by_other`: the name of an officer whose correction of the same one stands already."""

    board: int
    by_other: str = ""


@dataclass(frozen=True, slots=True)
class BoardRefused:
    """There is no digest of these days. `code`: of `BadPeriod`, or "secret": what is to be corrected may not leave."""

    code: str


@dataclass(frozen=True, slots=True)
class BoardDocumentOrder:
    """Make the document of a board digest. `member`: for whom; None: it is only to be kept.

    `form`: "docx", "pdf", "xlsx", "months", or a chart of `digests.spec_charts`.
    """

    board: int
    member: int | None = None
    form: str = "docx"


@dataclass(frozen=True, slots=True)
class BoardDocumentMade:
    """The document as a stored file. None: there is none, `code` says why: "no_office", "not_converted", "no_months" and
    so on. Beside a file it says what that lacks: a chart ("undrawn"), or see `font`.

    `font`: of a PDF the one that stands for the document's own; "": it has its own, or, with the code "letters", no font there
    has all letters.
    """

    file: int | None
    code: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class BoardCrossOrder:
    """Set two questions beside each other in the draft of a board digest that a member of the staff saw at a version."""

    board: int
    version: int
    rows: str
    columns: str
    member: int


@dataclass(frozen=True, slots=True)
class BoardCrossMade:
    """The end of it. `code`: why there is no such table (`services.board.board_crosses.NoCross`); "": it was put in.

    `lost`: somebody else changed the draft meanwhile.
    """

    code: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class BoardReviewOrder:
    """Compile the answers to a review into one document, for a member of the staff."""

    prompt: int
    member: int


@dataclass(frozen=True, slots=True)
class BoardReviewMade:
    """The compilation as a stored file, how many units answered, and how many were asked. None: it is not theirs."""

    file: int | None = None
    answered: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class FetchFileOrder:
    """Fetch and check a file that a member sent for a draft."""

    draft: int
    pending: str
    """Name under which the draft waits for the file."""
    account: int
    file: str
    """The network's own id of the file."""
    member: int
    accept: str = "image"
    """Kinds that the question takes: image, audio, video, or file for any."""


@dataclass(frozen=True, slots=True)
class FileFetched:
    """A file that was checked and kept, or why it was not."""

    stored: int | None = None
    name: str = ""
    """Name for the draft, with the stored file's number: "voice-12.ogg"."""
    refused: str = ""
    """too_large, not_fetched, not_cleaned, or a code of `uploads.errors.Unfit`."""


@dataclass(frozen=True, slots=True)
class ImportFormOrder:
    """Fetch and compile a spreadsheet that staff sent."""

    account: int
    file: str
    member: int
    name: str
    """Name of the file as it was sent."""


@dataclass(frozen=True, slots=True)
class FormRead:
    """A form that can be used and waits for a decision of staff."""

    held: int
    """Id of the unpublished form."""
    name: str
    """Name to publish it under."""
    questions: int
    missing: tuple[str, ...] = ()
    """Figures that will lack, since the form has no fields for them."""
    media: tuple[str, ...] = ()
    """Names of the files that it shows."""
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRefused:
    """All that is wrong with a spreadsheet."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class FormMediaOrder:
    """Fetch and check a picture, sound or film that an unpublished form shows."""

    account: int
    file: str
    member: int
    choice: int
    """Pending decision whose card lists the file."""
    held: int
    shows: str
    """Name under which the form shows it."""


@dataclass(frozen=True, slots=True)
class FormMediaChecked:
    """The form shows the file now, or why not."""

    refused: str = ""
    """too_large, not_fetched or not_shown."""


@dataclass(frozen=True, slots=True)
class ExportFormOrder:
    """Make the file under which a form's version is given to a member."""

    form: int
    member: int


@dataclass(frozen=True, slots=True)
class FormExported:
    """The version's own file is there, and an archive where it shows files."""

    archive: int | None = None
    """The archive's stored file, kept for a day."""
    left_out: bool = False
    """Whether the files that it shows are too large for a chat."""


@dataclass(frozen=True, slots=True)
class FlagTrialOrder:
    """Try a rule that flags reports on the last month, for the officer who wrote it."""

    rule: int
    member: int


@dataclass(frozen=True, slots=True)
class FlagTrialMade:
    """How many reports it was tried on and would have flagged, and the numbers of a few. tried None: it is gone."""

    tried: int | None = None
    flagged: int = 0
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """Look for reports, for an officer."""

    search: int
    """The number of the search that is kept."""
    member: int
    before: int | None = None
    """Older than this report."""


@dataclass(frozen=True, slots=True)
class SearchMade:
    """The reports of a page. `older`: from which on there is more."""

    reports: tuple[int, ...] = ()
    older: int | None = None


@dataclass(frozen=True, slots=True)
class RotaSheetOrder:
    """Fetch and read a spreadsheet that holds who is on duty."""

    account: int
    file: str
    member: int
    version: int
    """Version of the rota that its sender had seen."""


@dataclass(frozen=True, slots=True)
class RotaSheetRead:
    """The lines of such a sheet as they would be typed; "": it could not be read."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class LikenessOrder:
    """Look for reports on the matter of an issue.

    `officer`: whose single reporters are looked at as well. `shown`: the officer waits for the issue's card.
    """

    issue: int
    officer: int
    shown: bool = False


@dataclass(frozen=True, slots=True)
class LikenessMade:
    """The proposals stand beside the issue."""


@dataclass(frozen=True, slots=True)
class GridOrder:
    """Draw the completeness of months and units as it was at an instant, for a member of the staff."""

    member: int
    at: datetime


@dataclass(frozen=True, slots=True)
class GridMade:
    """The picture and the workbook as stored files; no book: there is nothing to show yet; no picture: it was not drawn."""

    picture: int | None = None
    book: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyExportOrder:
    """Write the results of a survey into a file, for whoever asked. `kind`: "docx", "xlsx", "csv" or "png"."""

    survey: int
    member: int
    kind: str


@dataclass(frozen=True, slots=True)
class SurveyQrOrder:
    """Draw the picture of an open link, for the member who made it. `label`: what it is for."""

    member: int
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class SurveyQrMade:
    """The stored picture of a link."""

    picture: int


@dataclass(frozen=True, slots=True)
class SurveyExported:
    """The stored file with the results of a survey; `results` tells it from other files.

    None: there is none, `code` says why: "no_chart" (no share may be shown), "not_drawn".
    """

    results: int | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationOrder:
    """Write the evaluation of a quarter (by its first day) as it is at an instant, for a member of the staff."""

    member: int
    quarter: date
    at: datetime


@dataclass(frozen=True, slots=True)
class EvaluationMade:
    """The workbook as a stored file; None: there is nobody to evaluate."""

    book: int | None = None


@dataclass(frozen=True, slots=True)
class OpenDataOrder:
    """Send what may leave as open data to the server of the settings, by the consent of two officers."""

    consent: int


@dataclass(frozen=True, slots=True)
class OpenDataSent:
    """How it went. `away`: why nothing more was sent ("away", "account" or "rubbish"); "": all of it was."""

    taken: int
    refused: int
    away: str = ""


Order: TypeAlias = (
    DigestOrder
    | DocumentOrder
    | BoardOrder
    | BoardDocumentOrder
    | BoardCrossOrder
    | BoardReviewOrder
    | FetchFileOrder
    | ImportFormOrder
    | FormMediaOrder
    | ExportFormOrder
    | FlagTrialOrder
    | SearchOrder
    | RotaSheetOrder
    | LikenessOrder
    | GridOrder
    | EvaluationOrder
    | SurveyExportOrder
    | SurveyQrOrder
    | RosterCopyOrder
    | RosterLookOrder
    | RosterTakeOrder
    | InvitationsOrder
    | OpenDataOrder
)
Result: TypeAlias = (
    DigestMade
    | DocumentMade
    | BoardDrafted
    | BoardRefused
    | BoardDocumentMade
    | BoardCrossMade
    | BoardReviewMade
    | FileFetched
    | FormRead
    | FormRefused
    | FormMediaChecked
    | FormExported
    | FlagTrialMade
    | SearchMade
    | RotaSheetRead
    | LikenessMade
    | GridMade
    | EvaluationMade
    | SurveyExported
    | SurveyQrMade
    | RosterCopied
    | RosterLooked
    | RosterRefused
    | RosterTaken
    | InvitationsMade
    | OpenDataSent
)

_ASKED_AT = "asked_at"
OneOrder = TypeVar("OneOrder", bound=Order)
KINDS: Mapping[str, tuple[type[Order], tuple[type[Result], ...]]] = {
    "digest": (DigestOrder, (DigestMade,)),
    "document": (DocumentOrder, (DocumentMade,)),
    "board": (BoardOrder, (BoardDrafted, BoardRefused)),
    "board_document": (BoardDocumentOrder, (BoardDocumentMade,)),
    "board_review": (BoardReviewOrder, (BoardReviewMade,)),
    "board_cross": (BoardCrossOrder, (BoardCrossMade,)),
    "fetch_file": (FetchFileOrder, (FileFetched,)),
    "import_form": (ImportFormOrder, (FormRead, FormRefused)),
    "form_media": (FormMediaOrder, (FormMediaChecked,)),
    "export_form": (ExportFormOrder, (FormExported,)),
    "flag_trial": (FlagTrialOrder, (FlagTrialMade,)),
    "search": (SearchOrder, (SearchMade,)),
    "likeness": (LikenessOrder, (LikenessMade,)),
    "grid": (GridOrder, (GridMade,)),
    "evaluation": (EvaluationOrder, (EvaluationMade,)),
    "rota_sheet": (RotaSheetOrder, (RotaSheetRead,)),
    "survey_export": (SurveyExportOrder, (SurveyExported,)),
    "survey_qr": (SurveyQrOrder, (SurveyQrMade,)),
    "roster_copy": (RosterCopyOrder, (RosterCopied,)),
    "roster_look": (RosterLookOrder, (RosterLooked, RosterRefused)),
    "roster_take": (RosterTakeOrder, (RosterTaken, RosterLooked, RosterRefused)),
    "invitations": (InvitationsOrder, (InvitationsMade,)),
    "open_data": (OpenDataOrder, (OpenDataSent,)),
}
"""Each kind's name in rows, its order and what may come of it."""


@dataclass(frozen=True, slots=True)
class TaskEnded:
    """The end of an order; `result` None: it was given up after the last try.

    `asked_at`: our account in whose chat it was asked for; None: nobody asked, or the order is of a version before.
    """

    order: Order
    result: Result | None
    asked_at: int | None = None


def place(session: Session, order: Order, now: datetime, asked_at: int | None = None) -> None:
    """Have an order carried out after this transaction; `asked_at`: as in `TaskEnded`."""
    tasks.add(session, kind_of(order), orjson.dumps({**_plain(order), _ASKED_AT: asked_at}), now)


def placed(session: Session, made: type[OneOrder]) -> list[OneOrder]:
    """The orders of a kind that are placed and not carried out yet."""
    kind = next(kind for kind, (order, _results) in KINDS.items() if order is made)
    found = (load(task.kind, task.payload) for task in tasks.waiting(session, kind))
    return [order for order in found if isinstance(order, made)]


def kind_of(order: Order) -> str:
    """The name of an order's kind in rows."""
    return next(kind for kind, (made, _results) in KINDS.items() if isinstance(order, made))


def load(kind: str, payload: bytes) -> Order:
    """The order in a row of `Task`. Raises ValueError where it is none."""
    found: dict[str, Any] = orjson.loads(payload)
    kind = _kind_now(kind, found)
    if kind not in KINDS:
        raise ValueError(f"nothing carries out {kind}")
    return _read(KINDS[kind][:1], found)  # type: ignore[no-any-return]


def asked_at(payload: bytes) -> int | None:
    """Our account at which the order in a row of `Task` was asked for, as in `TaskEnded`."""
    found: dict[str, Any] = orjson.loads(payload)
    return found.get(_ASKED_AT)


def dump_ended(ended: TaskEnded) -> tuple[str, bytes]:
    """Kind and payload of the event that tells what came of an order."""
    told = {"order": _plain(ended.order), _ASKED_AT: ended.asked_at}
    if ended.result is not None:
        told["result"] = _plain(ended.result)
    return f"{'failed' if ended.result is None else 'task'}.{kind_of(ended.order)}", orjson.dumps(told)


def load_ended(kind: str, payload: bytes) -> TaskEnded:
    """The same read back. Raises ValueError where it is none."""
    outcome, _, kind = kind.partition(".")
    found: dict[str, Any] = orjson.loads(payload)
    # In rows of before, an order and its result stand side by side in one object.
    order, result = (found["order"], found.get("result")) if "order" in found else (found, found)
    kind = _kind_now(kind, order)
    if kind not in KINDS or outcome not in ("task", "failed"):
        raise ValueError(f"nothing ends as {outcome}.{kind}")
    made, results = KINDS[kind]
    if result is found and "as" in found:
        result = {**found, "name": found["as"]}
    return TaskEnded(_read((made,), order), _read(results, result) if outcome == "task" else None, found.get(_ASKED_AT))


def _kind_now(kind: str, order: Mapping[str, object]) -> str:
    """The kind of a row, by the name that it has now; rows of before have others."""
    if kind == "spreadsheet":
        return "form_media" if "shows" in order else "import_form"
    return {"fetch": "fetch_file", "form_file": "export_form"}.get(kind, kind)


def _plain(made: Order | Result) -> Any:
    return _adapter((type(made),)).dump_python(made, mode="json")


def _read(kinds: tuple[Any, ...], found: object) -> Any:
    return _adapter(kinds).validate_python(found)


@cache
def _adapter(kinds: tuple[Any, ...]) -> TypeAdapter[Any]:
    """Reads and writes one of several classes: the first that what was stored fits."""
    wanted = kinds[0]
    for kind in kinds[1:]:
        wanted = wanted | kind
    return TypeAdapter(wanted)
