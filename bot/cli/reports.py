"""`langnghe reports export`: the coded answers of all reports, as JSON lines, CSV or a spreadsheet, with their codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from bot.cli.console import fail, now, opened, say, text
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from sqlmodel import Session

    from services.codebook import Entry
    from storage.reports.export import Line

_ROWS = 1_048_575  # of a sheet, below the headings
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CODES = re.compile(
    r"-?\d+( -?\d+)*", re.ASCII
)  # answers such as -99, or -1 and 2: what codebooks write, and no formula
_DAY = "dd/mm/yyyy"
_CODEBOOK = "codebook"
_HEADS = ("column", "type", "label", "several", "code", "code_label")


def register_group(group: typer.Typer) -> None:
    group.callback()(_alone)
    group.command("export", help=text("cli-help-reports-export"))(export)


def _alone() -> None:
    """Keeps `export` a command of its group, even as the only one."""


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl|FILE.csv|FILE.xlsx", help=text("cli-help-reports-file"))],
    with_reporters: Annotated[bool, typer.Option("--with-reporters", help=text("cli-help-reports-who"))] = False,
    reason: Annotated[str, typer.Option("--reason", help=text("cli-help-reports-reason"), show_default=False)] = "",
    by: Annotated[str, typer.Option("--by", metavar="CODE", help=text("cli-help-reports-by"), show_default=False)] = "",
    request: Annotated[
        int, typer.Option("--request", metavar="NUMBER", help=text("cli-help-reports-request"), show_default=False)
    ] = 0,
) -> None:
    from bot.settings import load_settings
    from services import bulk_exports, codebook
    from storage.reports import export as source

    settings = load_settings()
    if file.suffix.lower() not in _WRITERS:
        fail("cli-reports-kind")
    if bool(request) == bool(reason.strip() and by.strip()) or (request and with_reporters):
        fail("cli-reports-reason")
    put = _WRITERS[file.suffix.lower()]
    with opened(settings) as database:
        if not request:
            asked = database.run_now(
                lambda session: bulk_exports.ask(session, by.strip(), reason.strip(), with_reporters, now())
            )
            if asked is None:
                fail("cli-reports-nobody")
            say("cli-reports-asked", number=str(asked))
            return
        agreed = database.run_now(lambda session: bulk_exports.use(session, request, now()))
        if agreed is None:
            fail("cli-reports-not-agreed", number=str(request))
        look, who_too = agreed

        def work(session: Session) -> int:
            found = source.fields(session)
            columns = [*source.COLUMNS, *(f"answer.{field}" for field in found)]
            meant = [*_fixed(), *codebook.of_answers(session, found, settings.language)]
            with replacing(file) as target:
                count = put(target, columns, (_cells(line, found) for line in source.lines(session)), meant)
            if file.suffix.lower() != ".xlsx":
                with replacing(_beside(file)) as target:
                    _write_csv(target, _HEADS, _meanings(meant))
            return count

        rows = database.read_now(work)
        say("cli-reports-done", rows=rows, path=str(file))
        if file.suffix.lower() != ".xlsx":
            say("cli-reports-codebook", path=str(_beside(file)))
        if who_too:
            who = database.run_now(lambda session: bulk_exports.reporters(session, request, look, now()))
            beside = file.with_name(f"{file.stem}.reporters{file.suffix}")
            with replacing(beside) as target:
                put(target, source.REPORTER_COLUMNS, who)
            say("cli-reports-who", path=str(beside))


def _cells(line: Line, fields: Sequence[str]) -> list[Any]:
    plain = [line.number, line.revision, line.kind, line.urgent, line.day]
    places = [line.unit, line.unit_name, line.place, line.place_name]
    return [*plain, *places, *(line.answers.get(field, "") for field in fields)]


def _beside(file: Path) -> Path:
    """The codebook of a file that has no room for it."""
    return file.with_name(f"{file.stem}.codebook.csv")


def _fixed() -> list[Entry]:
    """The columns that every report has."""
    from services.codebook import Entry, Kind
    from storage.reports import export as source

    other = {"revision": Kind.NUMBER, "urgent": Kind.YES_NO, "day": Kind.DATE}
    return [
        Entry(name, other.get(name, Kind.TEXT), text(f"cli-codebook-{name.replace('_', '-')}"))
        for name in source.COLUMNS
    ]


def _meanings(entries: Iterable[Entry]) -> Iterator[Sequence[str]]:
    """A line for each column, and one for each of its codes."""
    for entry in entries:
        several = text("cli-codebook-several") if entry.several else ""
        yield entry.column, entry.kind.value, entry.label, several, "", ""
        for code, label in entry.codes.items():
            yield entry.column, entry.kind.value, entry.label, several, code, label


def _write_csv(
    target: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Any]], _meant: Sequence[Entry] = ()
) -> int:
    """UTF-8 with the mark by which Excel knows it; days as 2026-11-30."""
    import csv
    import io

    lines = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    table, count = csv.writer(lines), 0
    table.writerow([_harmless(name) for name in columns])
    for row in rows:
        table.writerow([_harmless(value) if isinstance(value, str) else value for value in row])
        count += 1
    lines.detach()
    return count


def _write_lines(
    target: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Any]], _meant: Sequence[Entry] = ()
) -> int:
    import orjson

    count = 0
    for row in rows:
        target.write(orjson.dumps(dict(zip(columns, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def _write_sheet(
    target: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Any]], meant: Sequence[Entry] = ()
) -> int:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    for at, name in enumerate(columns):
        sheet.write_string(0, at, _harmless(name))
    day = book.add_format({"num_format": _DAY})
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > _ROWS:
            fail("cli-reports-too-many", rows=_ROWS)
        for at, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(count, at, _harmless(value))
            elif isinstance(value, date):
                sheet.write_datetime(count, at, value, day)
            else:
                sheet.write(count, at, value)
    if meant:
        sheet = book.add_worksheet(_CODEBOOK)
        for at, line in enumerate((_HEADS, *_meanings(meant))):
            for column, value in enumerate(line):
                sheet.write_string(at, column, _harmless(value))
    book.close()
    return count


def _harmless(value: str) -> str:
    """A cell that begins like a formula is text for every program that opens the file, even after a copy to CSV."""
    return "'" + value if value.startswith(_FORMULA) and not _CODES.fullmatch(value) else value


_WRITERS = {".jsonl": _write_lines, ".csv": _write_csv, ".xlsx": _write_sheet}
