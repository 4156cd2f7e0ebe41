"""The options of a running program, apart from where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.runtime.open_data_server import OpenDataServer
from services.retention import Periods


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the program: where a webhook is reached (empty: it polls), where it listens, and who speaks."""

    board: str
    place: str
    timezone: str
    language: str
    suffix: str = "BTGDVTU"
    superior: str = ""
    layout: str = "party"
    recipients: tuple[str, ...] = ()
    signer: str = ""
    term: str = ""
    public_url: str = ""
    webhook_secret: str = ""
    listen: tuple[str, int] = ("127.0.0.1", 8080)
    status_listen: tuple[str, int] | None = None
    escalation: timedelta = timedelta(minutes=10)
    zalo_bot_quota: int = 0
    zalo_bot_quota_both: bool = True
    stranger_answers: int = 3
    sender_messages: int = 100
    stranger_messages: int = 10
    open_data: OpenDataServer | None = None
    """To where reports go as open data."""
    keep: Periods = field(default_factory=Periods)
