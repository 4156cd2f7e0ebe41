"""`langnghe digest`: the documents of board digests as files, for whoever is at the terminal (privacy 12, 13)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import fail, now, opened, say, text
from bot.cli.output_files import replacing
from bot.cli.templates import checked_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from bot.settings import Settings
    from digests.document import Letterhead
    from services.board.board_approval import Exported
    from services.board.board_builds import Built

_KINDS = (".docx", ".xlsx", ".csv", ".json", ".pdf")


class Audience(StrEnum):
    """The readers of a file: staff read besides who is missing, by unit."""

    LEADER = "leader"
    STAFF = "staff"


def register_group(group: typer.Typer) -> None:
    """The commands about digests."""
    group.command("build", help=text("cli-help-digest-build"))(build)
    group.command("export", help=text("cli-help-digest-export"))(export)


def build(
    first: Annotated[str, typer.Option("--from", metavar="DAY", help=text("cli-help-digest-from"))],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=text("cli-help-digest-to"))],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=text("cli-help-digest-out"))],
    audience: Annotated[Audience, typer.Option("--audience", help=text("cli-help-digest-audience"))] = Audience.LEADER,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE.docx", help=text("cli-help-digest-template"))
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="CODE", help=text("cli-help-digest-by"), show_default=False)] = "",
) -> None:
    """Write the digest of any days: of what digests told of them, or as an officer's draft."""
    from bot.settings import load_settings
    from services.board import board_builds, office_template
    from services.board.period_figures import BadPeriod

    settings = load_settings()
    _kind(out)
    days = _day(first), _day(last)
    own = checked_template(template)[0] if template is not None else None

    def work(session: Session) -> tuple[Built | None, bytes | None]:
        head, at = letterhead(settings), now()
        made = board_builds.build(session, *days, by.strip(), head.board, head.place, at, settings.zone)
        return made, own or office_template.current(session)

    with opened(settings) as database:
        try:
            built, own = database.run_now(work)
        except BadPeriod as error:
            fail(f"cli-digest-refused-{error.code}")
        except LookupError:
            fail("cli-digest-nobody")
    if built is None:
        fail("cli-digest-not-told")
    figures = built.figures.to_sealed_json() if audience is Audience.STAFF else board_builds.for_leaders(built.figures)

    def document() -> bytes:
        from digests import board_pictures
        from digests.chart import chart_png, has_chart
        from digests.document import document_docx
        from digests.outline import Outline

        chart = _drawn(chart_png, figures, settings.language, settings.zone) if has_chart(built.figures) else None
        on = now().astimezone(settings.zone).date()
        given = letterhead(settings), 0, on, settings.language, settings.zone
        told = Outline.from_json(built.finishing.outline).told_of(built.figures)
        below = {
            name: _drawn(board_pictures.png, told.to_json(), name, settings.language)
            for name in board_pictures.belong(told)
        }
        return document_docx(figures, chart, *given, own, built.finishing, below)

    _write(out, document, figures, built.name(settings.language, settings.zone), settings)
    say("cli-digest-built" if built.board is None else "cli-digest-drafted", path=str(out))


def export(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=text("cli-help-digest-number"))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-digest-file"))],
    term: Annotated[str, typer.Option("--term", help=text("cli-help-digest-term"), show_default=False)] = "",
) -> None:
    """Write the document that was made when the digest was approved, or its tables."""
    from bot.settings import load_settings
    from services.board import board_approval

    settings = load_settings()
    wanted = re.match(r"\s*(\d{1,6})", number)
    if wanted is None:
        fail("cli-digest-usage")
    _kind(file)
    of_term = term or settings.document_term

    def work(session: Session) -> Exported | None:
        given = int(wanted[1]), settings.language, now(), settings.zone
        return board_approval.export_document(session, of_term, *given)

    with opened(settings) as database:
        found = database.run_now(work)
    if found is None:
        fail("cli-digest-unknown", number=number, term=of_term)
    _write(file, lambda: found.document, found.figures, found.name, settings)
    say("cli-digest-exported", number=number, path=str(file))


def letterhead(settings: Settings) -> Letterhead:
    """The office as its documents name it."""
    from digests.document import Letterhead

    return Letterhead(
        board=settings.board_name,
        place=settings.place_name,
        suffix=settings.document_suffix,
        recipients=settings.recipients,
        superior=settings.superior_name,
        signer=settings.document_signer,
        layout=settings.document_layout,
    )


def _write(file: Path, document: Callable[[], bytes], figures: str, title: str, settings: Settings) -> None:
    """The file of the kind that its name says."""
    match file.suffix.lower():
        case ".xlsx":
            from digests.workbook import digest_xlsx

            content = digest_xlsx(figures, title, settings.language, settings.zone)
        case ".csv":
            from digests.tidy_figures import codebook_csv, digest_csv

            content = digest_csv(figures, settings.language)
            with replacing(file.with_name(f"{file.stem}.codebook.csv")) as target:
                target.write(codebook_csv(figures, settings.language))
        case ".json":
            from digests.board_pictures import charts_json

            content = charts_json(figures, settings.language, settings.zone)
        case ".pdf":
            content = _pdf(document())
        case _:
            content = document()
    with replacing(file) as target:
        target.write(content)


def _pdf(docx: bytes) -> bytes:
    from digests import office_pdf

    try:
        made = office_pdf.pdf(docx)
    except office_pdf.NoOffice:
        fail("cli-digest-no-office")
    except office_pdf.NotConverted:
        fail("cli-digest-not-converted")
    if made.font and made.font != office_pdf.FONT:
        say("cli-digest-font", font=made.font, wanted=office_pdf.FONT)
    elif not made.font:
        say("cli-digest-letters")
    return made.content


def _drawn(png: Callable[..., bytes], *values: object) -> bytes | None:
    """A picture, drawn in a process of its own; None where that dies: the document says so in its place."""
    import asyncio

    from bot.runtime.worker_process import WorkerProcess
    from jobs.draw_pictures import drawn

    worker = WorkerProcess()
    try:
        return asyncio.run(drawn(worker.run, png, *values))
    finally:
        worker.stop()


def _kind(file: Path) -> None:
    if file.suffix.lower() not in _KINDS:
        fail("cli-digest-kind")


def _day(said: str) -> date:
    from texts.dates import read_date

    try:
        day = date.fromisoformat(said)
    except ValueError:
        found = read_date(said, now().date())
        if found is None:
            fail("cli-digest-day", said=said[:40])
        day = found
    return day
