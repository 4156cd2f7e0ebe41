"""`langnghe run`: the program on the real network, from the settings, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.app import App
from bot.errors import StartFailed
from bot.options import Options
from bot.runtime.accounts import StartRefused
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.logs import configure
from bot.runtime.open_data_server import OpenDataServer
from bot.runtime.signed_links import Links
from bot.runtime.zalo_oa_token_store import StoredTokens
from bot.settings import Settings
from channels.channel import Channel, FileLink, Surroundings
from channels.registry import accounts
from handlers.typed import intents
from services.retention import KINDS, Periods
from storage.engine.database import Database
from storage.engine.program_lock import InUse, hold
from texts.catalogue import catalogue_for

log = structlog.get_logger()


def run(settings: Settings, database: Database, ready: Callable[[Sequence[Channel]], None]) -> None:
    """Runs until SIGTERM or SIGINT. `ready` is told the accounts once every network has answered.

    Raises `StartFailed` where another runs on this SQLite file, an upgrade is under way, or a token is refused.
    """
    configure(settings.log_level)
    clock = SystemClock()
    networks = channels(settings, Links(settings.public_url, database, clock), database, clock)
    try:
        # On PostgreSQL several programs share a database; who owns what is settled by `bot.runtime.ownership`.
        with hold(database) if database.backend == "sqlite" else contextlib.nullcontext():
            _loop(App(options(settings), database, networks, clock), lambda: ready(networks))
    except InUse:
        raise StartFailed("cli-in-use") from None


def options(settings: Settings, *, quiet: bool = False) -> Options:
    """The options of the settings. `quiet`: nothing listens."""
    return Options(
        board=settings.board_name,
        place=settings.place_name,
        superior=settings.superior_name,
        layout=settings.document_layout,
        suffix=settings.document_suffix,
        recipients=settings.recipients,
        signer=settings.document_signer,
        term=settings.document_term,
        timezone=settings.timezone,
        zalo_bot_quota=settings.zalo_bot_quota,
        zalo_bot_quota_both=settings.zalo_bot_quota_counts == "both",
        language=settings.language,
        public_url="" if quiet else settings.public_url,
        webhook_secret=settings.webhook_secret.get_secret_value(),
        listen=settings.listen_address,
        status_listen=None if quiet else settings.status_address,
        escalation=timedelta(minutes=settings.alert_escalation_minutes),
        stranger_answers=settings.stranger_answers,
        sender_messages=settings.sender_messages,
        stranger_messages=settings.stranger_messages,
        open_data=open_data_server(settings),
        keep=Periods(**{kind: getattr(settings, f"keep_{kind}_days") for kind in KINDS}),
    )


def open_data_server(settings: Settings) -> OpenDataServer | None:
    """The server to which reports go as open data. None: there is none."""
    if not settings.open_data_url:
        return None
    account = (settings.open_data_user, settings.open_data_password, settings.open_data_token)
    return OpenDataServer(settings.open_data_url, *account, settings.proxy_url)


def channels(settings: Settings, links: Links, database: Database, clock: Clock) -> list[Channel]:
    """All accounts of the settings, with what they need of us."""
    return accounts(
        settings, surroundings(settings, links.make, lambda account: StoredTokens(database, account, clock))
    )


def surroundings(settings: Settings, file_link: FileLink, token_store: Callable[[str], StoredTokens]) -> Surroundings:
    """Make what accounts need of the program."""
    return Surroundings(file_link, token_store, settings.language, settings.proxy_url or None)


def settle_memory() -> None:
    """Keep what start-up made out of the collector's walks: it stays for good."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _loop(app: App, ready: Callable[[], None]) -> None:
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_stopped(app, ready))


async def _until_stopped(app: App, ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    told = asyncio.ensure_future(stop.wait())
    starting = asyncio.ensure_future(app.start())
    try:
        # The network may be away for long when the program starts, and who stops it does not wait for that.
        await asyncio.wait({starting, told}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await asyncio.to_thread(intents.prepare)
            settle_memory()
            log.info("running", webhooks=app.port, status=app.status_port)
            ready()
            await told
        else:
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
    except StartRefused as error:
        network = catalogue_for(app.options.language).text(f"network-{error.network.replace('_', '-')}")
        said = {"network": network, "account": error.account, "call": error.call, "reason": error.reason}
        raise StartFailed("cli-run-token-refused", **said) from error
    finally:
        told.cancel()
        await app.stop()
    log.info("stopped")
