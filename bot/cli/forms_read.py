"""A form's file read at the terminal: within the limits that the chat has, and with the files that it shows beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import CommandTrouble, fail, language, show, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.errors import FormError
    from jobs.compile_form import CompiledForm


def compiled(file: Path, name: str = "", *, asked_only: bool = True) -> CompiledForm | Sequence[FormError]:
    """A file compiled as `jobs.compile_form.read_form` does, or all that is wrong with it."""
    import asyncio

    from forms.authoring.compiler import LARGEST
    from forms.errors import FormError
    from jobs import compile_form
    from uploads.isolation import Confined, Exceeded

    try:
        if file.stat().st_size > LARGEST:
            return [FormError("too_large", details={"most": str(LARGEST // 1_000_000)})]
        content = file.read_bytes()
    except FileNotFoundError:
        return [FormError("no_file")]
    except OSError:
        return [FormError("unreadable")]
    work = Confined(compile_form.READ_AHEAD)(
        compile_form.read_form, content, file.name, file.suffix, name, asked_only, seconds=compile_form.SECONDS
    )
    try:
        return asyncio.run(work)
    except Exceeded as error:
        return [compile_form.exceeded(error)]


def warn(warnings: Sequence[FormError]) -> None:
    """Print what an author may not have meant in a form that can be used."""
    from handlers.staff.form_errors import sentence
    from texts.catalogue import catalogue_for

    for warning in warnings:
        show("! " + sentence(catalogue_for(language()), warning))


def wrong(file: Path, problems: Sequence[FormError]) -> str:
    """One mistake beside the file's name; several below it."""
    from handlers.staff.form_errors import sentence
    from texts.catalogue import catalogue_for

    told = [sentence(catalogue_for(language()), problem) for problem in problems]
    if len(told) == 1:
        return f"✗ {file}: {told[0]}"
    return "\n  ".join([f"✗ {file}:", *told])


def shown_files(file: Path, folder: Path | None, names: Sequence[str]) -> dict[str, tuple[str, bytes]]:
    """MIME type and content, by name, of those files that a form shows and that stand in a folder.

    folder: None is `<stem>-media` beside the form's file, where other tools of the field expect it. Raises CommandTrouble
    with a sentence for each file that cannot be shown.
    """
    from handlers.staff.form_files import found
    from jobs.form_media import clean_attachment
    from services.form_rules import LARGEST_FILE

    if folder is not None and not folder.is_dir():
        fail("cli-forms-no-folder", path=str(folder))
    folder = folder or file.with_name(f"{file.stem}-media")
    there = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()} if folder.is_dir() else {}
    shown, refused = {}, []
    for name, path in sorted(found(names, there).items()):
        if path.stat().st_size > LARGEST_FILE:
            refused.append("✗ " + text("form-file-too-large", name=name, most=LARGEST_FILE >> 20))
            continue
        try:
            shown[name] = clean_attachment(name, path.read_bytes())
        except ValueError:
            refused.append("✗ " + text("form-file-not-shown", name=name))
    if refused:
        raise CommandTrouble(*refused)
    return shown
