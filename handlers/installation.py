"""The installation as every turn may know it, and the hours in which nothing leaves of our own accord."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from channels.messages import Send, Shown
from handlers.reference_cache import Library
from services.alerts import Plan
from services.board.board_approval import Registry
from services.surveys.answering import Crowd
from storage.messaging.quota import Quota
from texts.catalogue import Catalogue

_GUEST_ANSWERS = 60
"""Three times what the longest survey takes from somebody who reads it through."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The installation as every turn may know it."""

    board: str
    zone: ZoneInfo
    language: str
    library: Library
    link: Callable[[int, str], str]  # (account id, payload) to a link that opens our private chat
    new_id: Callable[[datetime], int]
    escalation: timedelta = timedelta(minutes=10)
    """How long an officer has to take an alert before the next one is asked."""
    typed_only: Callable[[int], bool] = lambda _account_id: False
    """True where messages of an account carry no buttons and never change: people type what they would press."""
    asks_polls: Callable[[int], bool] = lambda _account_id: False
    """True where groups of an account can be asked by polls of the network's own."""
    folds: Callable[[int], bool] = lambda _account_id: False
    """True where sections unfold inside a message of an account."""
    shown_at: Callable[[int], datetime | None] = lambda _delivery_id: None
    """When a message of ours was on the phone, where that is known without asking the database."""
    until: Callable[[int, datetime], datetime | None] = lambda _account_id, _heard: None
    """(account id, when somebody did something last) to when its network begins to refuse what we send of our own accord."""
    shown: Callable[[Callable[[bool], Sequence[Send]]], list[tuple[str, list[Shown]]]] = lambda _messages: []
    """(what makes messages; True: for a network without buttons) to how they will stand on each network."""
    network: Callable[[int], str] = lambda _account_id: ""
    name: Callable[[int], str] = lambda _account_id: ""
    """The name by which people on its network know an account: whom they write to, whom they mention."""
    registry: Registry = field(default_factory=lambda: Registry("", "BTGDVTU"))
    quota: Quota | None = None
    stranger_answers: int = 3
    """How often a day somebody on no list is answered; once where messages are counted by the month."""
    page_link: Callable[[int, int, str, datetime], str] | None = None
    """(address id, draft id, the link's name, now) to the address of a page with the whole form; None: there are no pages."""
    doors: Callable[[Session, int, str], list[tuple[str, str]]] = lambda _session, _account_id, _code: []
    """(account id, code) to where the code can be used on other networks: each network, and a link or whom to write to."""
    place: str = ""
    """The name of the whole of it; "" where no place was set."""
    open_server: str = ""
    """The address of the server to which reports go as open data; "" where the settings name none."""
    crowd: Crowd = field(default_factory=Crowd)
    """Those who began to answer surveys by open links in this hour."""

    def unit_name(self, name: str, text: Catalogue) -> str:
        """A unit's name as one of a place: a root that is called like the board is called like the place instead."""
        return name if name != self.board else self.place or text.text("digest-place-whole")

    def answers_to_stranger(self, account_id: int) -> int:
        """How often a day an account answers somebody on no list."""
        return min(1, self.stranger_answers) if self._is_metered(account_id) else self.stranger_answers

    def answers_to_guest(self, account_id: int) -> int | None:
        """How often a day it answers one who came by a survey's link; None: any number."""
        return _GUEST_ANSWERS if self._is_metered(account_id) else None

    def _is_metered(self, account_id: int) -> bool:
        return self.quota is not None and self.quota.monthly > 0 and self.network(account_id) == self.quota.network

    @property
    def alert_plan(self) -> Plan:
        return Plan(self.escalation, self.zone)
