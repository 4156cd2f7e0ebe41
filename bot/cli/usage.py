"""Typer's own words in the language of the settings: the headings of help, and what is wrong with how a command was called."""

from __future__ import annotations

import re
from typing import Any

from typer import _click, core

from bot.cli.console import text

_WORDS = {
    "Options": "cli-usage-options",
    "Arguments": "cli-usage-arguments",
    "Commands": "cli-usage-commands",
    "required": "cli-usage-required",
    "Aborted!": "cli-usage-aborted",
    "Missing command.": "cli-usage-no-command",
}
_KINDS = {"<str>": "cli-usage-a-text", "<int>": "cli-usage-a-number", "<path>": "cli-usage-a-file"}


def _word(english: str) -> str:
    """A word of Typer; what has no word of ours stays."""
    if english == "default: {default}":
        return text("cli-usage-default") + ": {default}"
    return text(_WORDS[english]) if english in _WORDS else english


class _Formatter(_click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{text('cli-usage-usage')}: ")

    def write_dl(self, rows: Any, *given: Any, **named: Any) -> None:
        for kind, key in _KINDS.items():
            rows = [(first.replace(kind, text(key)), second) for first, second in rows]
        super().write_dl(rows, *given, **named)


def translate(command: Any) -> None:
    """Have a command, and all below it, explain itself in our words."""
    core.__dict__["_"] = _word
    _click.Context.formatter_class = _Formatter
    command.options_metavar = text("cli-usage-some-options")
    make = command.get_help_option

    def help_option(ctx: Any) -> Any:
        option = make(ctx)
        if option is not None:
            option.help = text("cli-usage-help")
        return option

    command.get_help_option = help_option
    if command.help:  # else it is cut where the line ends
        command.short_help = re.split(r"(?<=\.)\s", command.help.strip(), maxsplit=1)[0]
    for below in getattr(command, "commands", {}).values():
        translate(below)
    if hasattr(command, "commands"):
        command.subcommand_metavar = text("cli-usage-some-command")


def sentences(error: _click.ClickException) -> list[str]:
    """Sentences on how a command was called wrongly, and where its help is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return [error.message]
    ctx = getattr(error, "ctx", None)
    found = [_sentence(error)]
    return [*found, text("cli-usage-see-help", command=ctx.command_path)] if ctx is not None else found


def _sentence(error: _click.ClickException) -> str:
    exceptions = _click.exceptions
    if isinstance(error, exceptions.MissingParameter) and error.param is not None:
        return text("cli-usage-missing", name=error.param.get_error_hint().strip("'"))
    if isinstance(error, exceptions.NoSuchOption):
        return text("cli-usage-no-option", name=error.option_name)
    if isinstance(error, exceptions.BadOptionUsage):
        return text("cli-usage-option", name=error.option_name)
    forbidden = re.search(r"'(.*)' is not (?:readable|writable)", error.message)
    if forbidden:
        return text("cli-no-permission", path=forbidden[1])
    if isinstance(error, exceptions.BadParameter) and error.param is not None:
        return text("cli-usage-bad-value", name=error.param.get_error_hint().strip("'"))
    unknown = re.match(r"No such command '(.*?)'", error.message)
    if unknown:
        return text("cli-usage-unknown-command", name=unknown[1])
    if "unexpected extra argument" in error.message:
        return text("cli-usage-too-many")
    return text("cli-usage-no-command") if error.message == text("cli-usage-no-command") else error.message
