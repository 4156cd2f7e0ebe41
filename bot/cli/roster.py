"""`langnghe roster template`, `export`, `import` and `list`: the closed network, as a spreadsheet and as it is reached."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import CommandTrouble, fail, language, now, opened, say, show, shown, text
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.roster.importer import ImportResult
    from storage.roster.roster_export import Cells
    from storage.roster.rows import Rows
    from storage.tables import UnitKind

_SHOWN = 200  # mistakes, or changes


def register_group(group: typer.Typer) -> None:
    group.command("list", help=text("cli-help-roster-list"))(listed)
    group.command("template", help=text("cli-help-roster-template"))(template)
    group.command("export", help=text("cli-help-roster-export"))(export)
    group.command("import", help=text("cli-help-roster-import"))(take)


def template(file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=text("cli-help-roster-new"))]) -> None:
    from forms.builtin_forms import default_list
    from storage.roster.template import template as make

    strata = {row["name"]: row["label"] for row in default_list("strata", language())}
    content = make(language(), strata, _root())
    with replacing(file) as target:
        target.write(content)
    say("cli-roster-template", path=str(file))


def export(file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=text("cli-help-roster-written"))]) -> None:
    from bot.settings import load_settings
    from forms.builtin_forms import default_list
    from services import roster_files
    from services.actor import PROGRAM
    from storage.roster.template import template as make

    settings = load_settings()
    strata = {row["name"]: row["label"] for row in default_list("strata", language())}

    def work(session: Session) -> dict[str, list[Cells]]:
        return roster_files.written_out(session, PROGRAM, language(), strata, now(), settings.zone)

    with opened(settings) as database, replacing(file) as target:
        lines = database.run_now(work)
        target.write(make(language(), strata, lines=lines))
    say("cli-roster-exported", units=len(lines["units"]), members=len(lines["members"]), path=str(file))
    say("cli-roster-no-single")


def _root() -> tuple[str, str, UnitKind] | None:
    """The root unit for the first row; None where there is no database yet, which a template does not need."""
    from bot.settings import SettingsTrouble, load_settings
    from storage.members import membership

    def work(session: Session) -> tuple[str, str, UnitKind] | None:
        unit = membership.root_unit(session)
        return None if unit is None else (unit.code, unit.name, unit.kind)

    try:
        with opened(load_settings()) as database:
            return database.read_now(work)
    except (CommandTrouble, SettingsTrouble):
        return None


def take(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=text("cli-help-roster-filled"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("cli-help-roster-dry-run"))] = False,
) -> None:
    from bot.settings import load_settings
    from handlers.staff.roster_lines import change_lines, found_lines, mistake_lines
    from jobs import farewells
    from services import roster_files
    from services.actor import PROGRAM
    from storage.roster import importer
    from storage.roster.sheet import RosterTrouble
    from texts.catalogue import catalogue_for

    settings, t = load_settings(), catalogue_for(language())
    try:
        rows = _read(file)
        at = now()

        def also(session: Session, part: ImportResult) -> None:
            farewells.write(session, part.gone, database.new_id, at, settings.zone)

        with opened(settings) as database:
            if dry_run:
                outcome = database.read_now(lambda session: importer.differences(session, rows, at, settings.zone))
            else:
                run, read = database.run_now, database.read_now
                outcome = importer.take_in_parts(run, read, rows, at, settings.zone, also=also)
                database.run_now(lambda session: roster_files.note_import(session, PROGRAM, at))
    except RosterTrouble as trouble:
        refused = text("cli-roster-refused", count=len(trouble.mistakes))
        raise CommandTrouble(refused, *mistake_lines(t, trouble.mistakes, _SHOWN)) from None
    changes = change_lines(t, outcome.changes, _SHOWN) if dry_run else []
    for line in [*found_lines(t, rows.found), *changes, *mistake_lines(t, outcome.doubts, _SHOWN)]:
        show(line)
    for sheet, count in (("units", outcome.units), ("members", outcome.members)):
        say(f"cli-roster-{sheet}", created=count.created, updated=count.updated, unchanged=count.unchanged)
    say("cli-roster-dry-run" if dry_run else "cli-roster-done")


def listed(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=text("cli-help-roster-unit"))] = "",
) -> None:
    from rich.table import Table

    from bot.settings import load_settings
    from handlers.network_names import networks_line
    from storage.members import address_book, units
    from texts.catalogue import catalogue_for

    def work(session: Session) -> tuple[list[address_book.Listed], dict[int, str]] | None:
        home = units.by_code(session, unit) if unit else None
        if unit and home is None:
            return None
        return address_book.roster(session, now(), home.id if home else None), address_book.account_names(session)

    with opened(load_settings()) as database:
        found = database.read_now(work)
    if found is None:
        fail("cli-roster-no-unit", unit=unit)
    table = Table(*(text(f"cli-roster-column-{name}") for name in ("unit", "name", "networks")))
    people, accounts = found
    for person in address_book.apart([person for person in people if not person.single]):
        table.add_row(
            person.unit, person.name, networks_line(catalogue_for(language()), person.places, accounts.__getitem__)
        )
    shown(table)
    say("cli-roster-no-single")


def _read(file: Path) -> Rows:
    from forms.builtin_forms import default_list
    from storage.roster.rows import Rows
    from storage.roster.sheet import SIZE_LIMIT, read

    with file.open("rb") as source:
        content = source.read(SIZE_LIMIT + 1)
    strata = {value: row["name"] for row in default_list("strata") for value in row.values()}
    return Rows(read(content), strata)
