"""`langnghe open-data`: the server to which coded answers go, how it stands, and what was refused once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.console import fail, now, opened, say, text

if TYPE_CHECKING:
    from bot.runtime.open_data_server import OpenDataServer
    from bot.settings import Settings


def register_group(group: typer.Typer) -> None:
    """Add the commands of `langnghe open-data`."""
    group.command("check", help=text("cli-help-open-data-check"))(check)
    group.command("status", help=text("cli-help-open-data-status"))(status)
    group.command("send", help=text("cli-help-open-data-send"))(send)


def check() -> None:
    """Ask the server which forms it has, and say which of ours it lacks. Nothing is sent."""
    import asyncio

    from forms.load_compiled import load_compiled
    from jobs.context import ServerAway
    from services.open_copies import listed_as
    from storage.forms import published_forms

    settings, server = _server()
    try:
        there = asyncio.run(server.forms())
    except ServerAway as away:
        fail(f"cli-open-data-{away.reason}", server=server.address)
    say("cli-open-data-there", server=server.address, count=len(there))
    with opened(settings) as database:
        ours = database.read_now(
            lambda session: [
                (form_version.title, form_version.xml) for form_version in published_forms.published(session)
            ]
        )
    for title, xml in ours:
        form = load_compiled(xml)
        found = listed_as(form, title, there)
        key = (
            "lacks"
            if found is None
            else "has"
            if found.form_id != form.id or found.version == form.version
            else "other"
        )
        version = found.version if found is not None else ""
        say(f"cli-open-data-form-{key}", title=title, form=form.id, version=form.version, there=version)


def status() -> None:
    """Say who lets reports go there, how many are there and which were refused."""
    from services import open_data
    from services.actor import PROGRAM

    settings, server = _server()
    with opened(settings) as database:
        found = database.read_now(lambda session: open_data.standing(session, PROGRAM, server.address, now()))
    if not found.runs:
        say("cli-open-data-waits" if found.waits else "cli-open-data-off", server=server.address)
        return
    say("cli-open-data-on", server=server.address, taken=found.taken, refused=found.refused)
    if found.away_since is not None:
        since = found.away_since.astimezone(settings.zone)
        say("cli-open-data-since", since=f"{since:%H:%M %d/%m/%Y}")
    for number, words in found.examples:
        say("cli-open-data-refused", number=number, words=words)


def send() -> None:
    """Have the running program send now, and what was refused once more."""
    from services import open_data

    settings, server = _server()
    with opened(settings) as database:
        if not database.run_now(lambda session: open_data.send_now(session, server.address, now())):
            fail("cli-open-data-off", server=server.address)
    say("cli-open-data-soon")


def _server() -> tuple[Settings, OpenDataServer]:
    from bot.run import open_data_server
    from bot.settings import load_settings

    settings = load_settings()
    server = open_data_server(settings)
    if server is None:
        fail("cli-open-data-none")
    return settings, server
