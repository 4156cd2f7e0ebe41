"""`langnghe check`: what is wrong with the settings, the database, the keys and the token, each in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from bot.cli.console import WRONG, CommandTrouble, connected, fail, opened, show, text

if TYPE_CHECKING:
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command("check", help=text("cli-help-check"))(check)


def check() -> None:
    from bot.settings import load_settings

    settings = load_settings()
    show("✓ " + text("cli-check-settings"))
    steps: tuple[Callable[[Settings], str], ...] = (_database, _keys, *_networks(settings))
    results = [_passes(step, settings) for step in steps]
    if not all(results):
        raise typer.Exit(WRONG)


def _passes(step: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        show("✓ " + step(settings))
    except CommandTrouble as trouble:
        for sentence in trouble.sentences:
            show("✗ " + sentence)
        return False
    return True


def _database(settings: Settings) -> str:
    from sqlalchemy import inspect

    from storage.maintenance.migrate import pending

    database = connected(settings)
    try:
        with database.reader.connect() as connection:
            if not inspect(connection).has_table("installation"):
                fail("cli-database-empty")
        if pending(database):
            fail("cli-database-old")
    finally:
        database.close()
    return text("cli-check-database")


def _keys(settings: Settings) -> str:
    with opened(settings):
        return text("cli-check-keys")


def _networks(settings: Settings) -> list[Callable[[Settings], str]]:
    """One step for each network that has a token; Telegram's says that there is none."""
    zalo: list[Callable[[Settings], str]] = [_zalo] if settings.zalo_bot_tokens else []
    zalo += [_oa] if settings.zalo_oa_id else []
    return [_telegram, *zalo] if settings.telegram_token or not zalo else zalo


def _zalo(settings: Settings) -> str:
    from bot.cli.zalo_bots import names
    from channels.messages import Policy, SendError

    found: list[str] = []
    for token in settings.zalo_bot_tokens:
        account = token.get_secret_value().partition(":")[0]
        try:
            found += names(settings, token.get_secret_value())[:1] or [account]
        except SendError as error:
            refused = error.policy in {Policy.ACCOUNT, Policy.FAIL}
            fail("cli-check-zalo-refused" if refused else "cli-check-zalo-no-answer", account=account)
    return text("cli-check-zalo", names=", ".join(found))


def _oa(settings: Settings) -> str:
    from bot.cli.zalo_oa import name
    from channels.messages import Policy, SendError

    try:
        with opened(settings) as database:
            return text("cli-check-oa", name=name(settings, database))
    except SendError as error:
        fail("cli-check-oa-refused" if error.policy is Policy.ACCOUNT else "cli-oa-away", reason=error.reason)


def _telegram(settings: Settings) -> str:
    from bot.cli.telegram import username
    from channels.messages import Policy, SendError

    if not settings.telegram_token:
        fail("cli-check-no-token")
    names = []
    for token in settings.telegram_token:
        account = token.get_secret_value().partition(":")[0]
        try:
            names.append("@" + username(settings, token.get_secret_value()))
        except SendError as error:
            refused = error.policy in {Policy.ACCOUNT, Policy.FAIL}
            fail("cli-check-token-refused" if refused else "cli-check-no-answer", account=account)
    return text("cli-check-token", names=", ".join(names))
