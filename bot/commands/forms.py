"""`langnghe forms`: an office's own forms looked over, tried out, published, listed and written to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import WRONG, CommandTrouble, fail, language, now, opened, say, show, text
from bot.commands.files import replacing
from bot.commands.forms_play import play

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from forms.check import Checked
    from forms.errors import FormError
    from storage.tables import Form

_WORKBOOKS = (".xlsx", ".xlsm")
_MIME = {".xml": "application/xml", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def register_group(group: typer.Typer) -> None:
    group.command("check", help=text("cli-help-forms-check"))(check)
    group.command("play", help=text("cli-help-forms-play"))(play)
    group.command("publish", help=text("cli-help-forms-publish"))(publish)
    group.command("list", help=text("cli-help-forms-list"))(list_)
    group.command("export", help=text("cli-help-forms-export"))(export)


def check(files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=text("cli-help-forms-file"))]) -> None:
    from handlers.form_errors import figures
    from texts.catalogue import catalogue_for

    wrong = False
    for file in files:
        checked = _checked(file)
        if checked.form is None:
            wrong = True
            show(_wrong(file, checked.problems))
            continue
        form = checked.form
        _warn(checked.warnings)
        show("✓ " + text("cli-forms-good", path=str(file), title=form.title or form.id, questions=len(form.walk)))
        missing = form.figures_missing()
        if missing:
            show("  " + text("cli-forms-figures", names=figures(catalogue_for(language()), missing)))
    if wrong:
        raise typer.Exit(WRONG)


def publish(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-forms-file"))],
    name: Annotated[str, typer.Option("--name", help=text("cli-help-forms-name"), show_default=False)] = "",
) -> None:
    from bot.settings import load_settings
    from handlers.publishing import name_for
    from storage import drafts, tasks

    settings = load_settings()
    if name and (len(name) > 60 or not name.replace("_", "").replace("-", "").isalnum() or not name.isascii()):
        fail("cli-forms-bad-name", name=name)
    checked = _checked(file, name)
    if checked.form is None:
        raise CommandTrouble(_wrong(file, checked.problems))
    form = checked.form
    _warn(checked.warnings)
    called = name or name_for(form, file.name)
    title = form.title if form.title != "data" else called

    def work(session: Session) -> tuple[int, bool]:
        mime = _MIME.get(file.suffix.lower(), "text/plain")
        kept = tasks.store(session, "form", file.name, mime, file.read_bytes(), now())
        made = drafts.publish(session, called, title, form.xml, now(), file_id=kept)
        if made.file_id != kept:
            tasks.remove_file(session, kept)
        return made.version, made.file_id == kept

    with opened(settings) as database:
        version, is_new = database.run_now(work)
    say("cli-forms-published" if is_new else "cli-forms-same", title=title, name=called, version=str(version))


def list_() -> None:
    from zoneinfo import ZoneInfo

    from bot.settings import load_settings
    from storage import drafts

    settings = load_settings()
    zone = ZoneInfo(settings.timezone)
    with opened(settings) as database:
        found = database.read_now(lambda session: list(drafts.published(session)))
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
    from storage import drafts

    def work(session: Session) -> tuple[Form, str, bytes]:
        form = drafts.version(session, name, version) if version else drafts.latest(session, name) if name else None
        if form is None:
            known = ", ".join(one.name for one in drafts.published(session))
            fail("cli-forms-unknown", name=name, names=known or "–")
        return form, *_file_of(session, form, file)

    with opened(load_settings()) as database:
        form, extension, content = database.read_now(work)
    if extension != file.suffix.lower():
        fail("cli-forms-only-as", kinds=", ".join(dict.fromkeys((extension, ".xml"))))
    with replacing(file) as target:
        target.write(content)
    say("cli-forms-exported", title=form.title, version=str(form.version), path=str(file))


def _file_of(session: Session, form: Form, wanted: Path) -> tuple[str, bytes]:
    """What a version can be written as: its XForm where that is asked for, else its spreadsheet."""
    from bot.sheets import given_out
    from storage import tasks

    if wanted.suffix.lower() == ".xml":
        return ".xml", form.xml.encode()
    kept = tasks.file(session, form.file_id) if form.file_id is not None else None
    if kept is not None:
        return Path(kept.name).suffix.lower(), kept.content
    extension, content = given_out(form.name, form.xml)
    return f".{extension}", content


def _checked(file: Path, name: str = "") -> Checked:
    from forms.check import Checked, check
    from forms.errors import FormError
    from handlers.publishing import name_for, refusals

    try:
        source = file.read_bytes()
    except OSError:
        return Checked(None, (FormError("unreadable"),))
    return check(source, file.suffix, lambda form: refusals(form, name or name_for(form, file.name)))


def _warn(warnings: Sequence[FormError]) -> None:
    from handlers.form_errors import sentence
    from texts.catalogue import catalogue_for

    for one in warnings:
        show("! " + sentence(catalogue_for(language()), one))


def _wrong(file: Path, problems: Sequence[FormError]) -> str:
    """One mistake beside the file's name; several below it."""
    from handlers.form_errors import sentence
    from texts.catalogue import catalogue_for

    told = [sentence(catalogue_for(language()), one) for one in problems]
    if len(told) == 1:
        return f"✗ {file}: {told[0]}"
    return "\n  ".join([f"✗ {file}:", *told])
