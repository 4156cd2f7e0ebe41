"""`langnghe forms`: an office's own forms looked over, tried out, published, listed and written to files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import WRONG, CommandTrouble, fail, language, now, opened, say, show, text
from bot.cli.forms_play import play
from bot.cli.forms_read import compiled, shown_files, warn, wrong
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.tables import FormVersion

_WORKBOOKS = (".xlsx", ".xlsm")
_MIME = {".xml": "application/xml", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def register_group(group: typer.Typer) -> None:
    group.command("check", help=text("cli-help-forms-check"))(check)
    group.command("play", help=text("cli-help-forms-play"))(play)
    group.command("publish", help=text("cli-help-forms-publish"))(publish)
    group.command("list", help=text("cli-help-forms-list"))(list_)
    group.command("export", help=text("cli-help-forms-export"))(export)


def check(files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=text("cli-help-forms-file"))]) -> None:
    from handlers.staff.form_errors import figures
    from handlers.staff.form_files import listed
    from texts.catalogue import catalogue_for

    t, failed = catalogue_for(language()), False
    for file in files:
        form = compiled(file)
        if isinstance(form, Sequence):
            failed = True
            show(wrong(file, form))
            continue
        warn(form.warnings)
        show("✓ " + text("cli-forms-good", path=str(file), title=form.title, questions=form.questions))
        if form.missing:
            show("  " + text("cli-forms-figures", names=figures(t, form.missing)))
        try:
            absent = sorted(set(form.media) - shown_files(file, None, form.media).keys())
        except CommandTrouble as trouble:
            failed = True
            show("\n".join("  " + sentence for sentence in trouble.sentences))
            continue
        if absent:
            show("  " + text("cli-forms-without", names=listed(t, absent), folder=f"{file.stem}-media"))
    if failed:
        raise typer.Exit(WRONG)


def publish(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-forms-file"))],
    name: Annotated[str, typer.Option("--name", help=text("cli-help-forms-name"), show_default=False)] = "",
    media: Annotated[
        Path | None, typer.Option("--media", metavar="DIR", help=text("cli-help-forms-media"), show_default=False)
    ] = None,
) -> None:
    from bot.settings import load_settings
    from handlers.staff.form_files import listed
    from services import forms
    from services.actor import Actor
    from services.forms import Brought, Published
    from texts.catalogue import catalogue_for

    settings = load_settings()
    if name and (len(name) > 60 or not name.replace("_", "").replace("-", "").isalnum() or not name.isascii()):
        fail("cli-forms-bad-name", name=name)
    form = compiled(file, name)
    if isinstance(form, Sequence):
        raise CommandTrouble(wrong(file, form))
    warn(form.warnings)
    shown = shown_files(file, media, form.media)

    def work(session: Session) -> tuple[Published, int]:
        kept = file.with_suffix(f".{form.extension}").name
        sheet = Brought(kept, _MIME.get(f".{form.extension}", "text/plain"), form.sheet)
        brought = [Brought(called, *named) for called, named in shown.items()]
        at_terminal = Actor(None)
        made = forms.publish_file(
            session, at_terminal, form.name, form.title, form.xml, sheet, form.media, brought, now()
        )
        return made, made.form.version

    with opened(settings) as database:
        made, version = database.run_now(work)
    is_new, absent = made.is_new, made.lacking
    say("cli-forms-published" if is_new else "cli-forms-same", title=form.title, name=form.name, version=str(version))
    if absent:
        names = listed(catalogue_for(language()), absent)
        say("cli-forms-without", names=names, folder=str(media or f"{file.stem}-media"))


def list_() -> None:
    from zoneinfo import ZoneInfo

    from bot.settings import load_settings
    from storage.forms import published_forms

    settings = load_settings()
    zone = ZoneInfo(settings.timezone)
    with opened(settings) as database:
        found = database.read_now(lambda session: list(published_forms.published(session)))
    if not found:
        say("cli-forms-none")
    for form in found:
        day = f"{form.published_at.astimezone(zone):%d/%m/%Y}"
        say("cli-forms-line", title=form.title, name=form.name, version=str(form.version), day=day)


def export(
    name: Annotated[str, typer.Argument(metavar="NAME", help=text("cli-help-forms-published"))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-forms-target"))],
    version: Annotated[int, typer.Option("--version", help=text("cli-help-forms-version"), show_default=False)] = 0,
) -> None:
    from bot.settings import load_settings
    from jobs.form_media import archive, contents
    from storage.forms import published_forms

    wanted = file.suffix.lower()

    def work(session: Session) -> tuple[FormVersion, str, bytes, int]:
        form = None
        if name:
            form = published_forms.version(session, name, version) if version else published_forms.latest(session, name)
        if form is None:
            known = ", ".join(form_version.name for form_version in published_forms.published(session))
            fail("cli-forms-unknown", name=name, names=known or "–")
        extension, content = _file_of(session, form, wanted)
        shown = published_forms.form_files(session, form.id)
        if shown and wanted == ".zip":
            packed = archive(form.name, extension.lstrip("."), content, contents(session, form.id))
            return form, wanted, packed, 0
        return form, extension, content, len(shown)

    with opened(load_settings()) as database:
        form, extension, content, files = database.read_now(work)
    if extension != wanted:
        fail("cli-forms-only-as", kinds=", ".join(dict.fromkeys((extension, ".xml", *([".zip"] if files else [])))))
    with replacing(file) as target:
        target.write(content)
    say("cli-forms-exported", title=form.title, version=str(form.version), path=str(file))
    if files:
        say("cli-forms-exported-alone", count=files)


def _file_of(session: Session, form: FormVersion, wanted: str) -> tuple[str, bytes]:
    """The file that a version can be written as: its XForm where that is asked for, else its spreadsheet."""
    from jobs.form_workbook import given_out
    from storage.messaging import stored_files

    if wanted == ".xml":
        return ".xml", form.xml.encode()
    kept = stored_files.file(session, form.file_id) if form.file_id is not None else None
    if kept is not None:
        return Path(kept.name).suffix.lower(), kept.content
    extension, content = given_out(form.name, form.xml)
    return f".{extension}", content
