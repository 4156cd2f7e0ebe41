"""`langnghe templates`: the office's own Word template for the board's documents, looked through before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import CommandTrouble, fail, language, now, opened, say, show, text
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from digests.template_check import Checked, Fault


def register_group(group: typer.Typer) -> None:
    """The commands about templates."""
    group.command("check", help=text("cli-help-templates-check"))(check)
    group.command("use", help=text("cli-help-templates-use"))(use)
    group.command("export", help=text("cli-help-templates-export"))(export)


def check(file: Annotated[Path, typer.Argument(metavar="FILE.docx", help=text("cli-help-templates-file"))]) -> None:
    """Say what is wrong with a template, and what it has no place for."""
    _, checked = checked_template(file)
    _tell(checked)


def use(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.docx]", help=text("cli-help-templates-file"))] = None,
    none: Annotated[bool, typer.Option("--none", help=text("cli-help-templates-none"))] = False,
) -> None:
    """Use a template for all documents of the board from now on, or none of the office's own any more."""
    from bot.settings import load_settings
    from services.board import office_template

    settings = load_settings()
    if (file is None) != none:
        fail("cli-templates-usage")
    if file is None:
        with opened(settings) as database:
            there = database.run_now(lambda session: office_template.drop(session, now()))
        say("cli-templates-dropped" if there else "cli-templates-not-there")
        return
    content, checked = checked_template(file)
    name = file.name
    with opened(settings) as database:
        database.run_now(lambda session: office_template.use(session, name, content, now()))
    _tell(checked)
    say("cli-templates-used", name=name)


def export(file: Annotated[Path, typer.Argument(metavar="FILE.docx", help=text("cli-help-templates-file"))]) -> None:
    """Write the template that comes along, in the layout of the settings, to begin with."""
    from bot.settings import load_settings
    from digests.document import shipped

    settings = load_settings()
    if file.suffix.lower() != ".docx":
        fail("cli-templates-kind")
    with replacing(file) as target:
        target.write(shipped(settings.document_layout, settings.language))
    say("cli-templates-exported", path=str(file))


def checked_template(file: Path) -> tuple[bytes, Checked]:
    """A template as it will be kept, without who wrote it. Ends the command where it cannot be used."""
    from zoneinfo import ZoneInfo

    from digests.template_check import LARGEST, check
    from uploads.documents import document, has_macros
    from uploads.errors import Unfit

    if file.stat().st_size > LARGEST:
        fail("cli-templates-large", most=LARGEST >> 20)
    content = file.read_bytes()
    if has_macros(content):
        fail("cli-templates-macros")
    try:
        known = document(content)
    except Unfit as unfit:
        fail(f"cli-templates-{str(unfit).replace('_', '-')}")
    if known is None or known[0] != "docx":
        fail("cli-templates-kind")
    try:
        checked = check(known[2], language(), ZoneInfo("UTC"))
    except ValueError:
        fail("cli-templates-kind")
    if checked.faults:
        raise CommandTrouble(*(_sentence(fault) for fault in checked.faults), text("cli-templates-refused"))
    return known[2], checked


def _tell(checked: Checked) -> None:
    say("cli-templates-good", count=checked.tags)
    for name in checked.without:
        show(text("cli-templates-without", name=text(f"cli-templates-part-{name}")))


def _sentence(fault: Fault) -> str:
    where = ""
    if fault.where is not None:
        part = text(f"cli-templates-in-{fault.where.part}")
        if fault.where.in_control:
            part = text("cli-templates-in-control", part=part)
        where = text("cli-templates-where", part=part, words=fault.where.words)
    if fault.code == "unknown" and fault.close:
        return text("cli-templates-fault-unknown-close", name=fault.name, where=where, close=fault.close)
    return text(f"cli-templates-fault-{fault.code}", name=fault.name, where=where)
