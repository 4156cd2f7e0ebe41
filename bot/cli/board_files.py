"""`langnghe digest export`: the document of an approved board digest as a file, where a chat may not have it (privacy 13)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import fail, now, opened, say, text
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from sqlmodel import Session


def register_group(group: typer.Typer) -> None:
    """The commands about digests."""
    group.command("export", help=text("cli-help-digest-export"))(export)


def export(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=text("cli-help-digest-number"))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-digest-file"))],
    term: Annotated[str, typer.Option("--term", help=text("cli-help-digest-term"), show_default=False)] = "",
) -> None:
    """Write the document that was made when the digest was approved."""
    from bot.settings import load_settings
    from services.board import board_approval

    settings = load_settings()
    wanted = re.match(r"\s*(\d{1,6})", number)
    if wanted is None or file.suffix.lower() != ".docx":
        fail("cli-digest-usage")
    of_term = term or settings.document_term

    def work(session: Session) -> bytes | None:
        return board_approval.export_document(session, of_term, int(wanted[1]), now())

    with opened(settings) as database:
        content = database.run_now(work)
    if content is None:
        fail("cli-digest-unknown", number=number, term=of_term)
    with replacing(file) as target:
        target.write(content)
    say("cli-digest-exported", number=number, path=str(file))
