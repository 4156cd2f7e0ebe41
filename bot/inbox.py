"""The inbox: one event, one turn, one transaction; the network is told "received" after the commit and only then."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import orjson
import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from bot.clock import Clock
from bot.outbox import Outbox
from bot.supervise import Activity, Bell
from channels.codec import dump_inbound, load_inbound
from channels.messages import AnswerTap, Inbound
from handlers import router
from handlers.turn import House, Turn
from storage import deliveries, events
from storage.database import Database
from storage.deliveries import Outgoing
from storage.tables import DeliveryStatus, Event, EventStatus

log = structlog.get_logger()
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Incident:
    """An event on its way into a turn: `inbound` where a person acted, else `kind` and `payload`."""

    source: str
    event_id: str
    account_id: int = 0
    inbound: Inbound | None = None
    kind: str = ""
    payload: bytes = b""
    before: Callable[[Session], None] | None = None  # what must hold even if the handler fails
    answering: bool = False  # a tap's answer goes back to whoever brought the event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a committed turn leaves to be done."""

    now: tuple[Outgoing, ...] = ()
    task_added: bool = False
    answer: AnswerTap | None = None


class _HandlerFailed(Exception):
    """A handler raised `error`: our mistake, not the database's."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.error = error


@dataclass(slots=True)
class _Queue:
    """The turns of one chat: one at a time, first come, first served."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Inbox:
    """Runs turns: one at a time per chat, in the order in which they came."""

    def __init__(
        self,
        database: Database,
        house: House,
        outbox: Outbox,
        clock: Clock,
        activity: Activity,
        bell: Bell,
    ) -> None:
        self._database = database
        self._house = house
        self._outbox = outbox
        self._clock = clock
        self._activity = activity
        self._bell = bell
        self._chats: dict[tuple[int, str], _Queue] = {}

    async def receive(
        self, account_id: int, network: str, inbound: Inbound, *, answering: bool = False
    ) -> AnswerTap | None:
        """Handles what a person did; returns when that is committed. Raises where the database does not take it.

        `answering`: the caller gives a tap's answer to the network itself, with its own answer; it counts as sent.
        """
        source = f"{network}:{inbound.account}"
        incident = Incident(source, inbound.event_id, account_id, inbound, answering=answering)
        return (await self._in_order(incident)).answer

    async def _in_order(self, incident: Incident, *, again: bool = False) -> Outcome:
        """Runs a person's turn when the turns of the same chat that came before are done."""
        key = (incident.account_id, incident.inbound.chat_id if incident.inbound else "")
        queue = self._chats.setdefault(key, _Queue())
        queue.waiting += 1
        with self._activity():
            try:
                async with queue.lock:
                    return await self._run(incident, again=again)
            finally:
                queue.waiting -= 1
                if not queue.waiting:
                    del self._chats[key]

    async def happened(
        self, source: str, event_id: str, kind: str, payload: object, before: Callable[[Session], None] | None = None
    ) -> None:
        """Handles what nobody did: an hour that came, a task that ended."""
        with self._activity():
            await self._run(Incident(source, event_id, 0, None, kind, orjson.dumps(payload), before))

    async def retry(self, event: Event, account_id: int) -> None:
        """Handles once more an event that failed."""
        assert event.payload is not None
        inbound = load_inbound(event.payload) if event.kind == "inbound" else None
        incident = Incident(event.source, event.event_id, account_id, inbound, event.kind, event.payload)
        await self._in_order(incident, again=True)

    async def _run(self, incident: Incident, *, again: bool = False) -> Outcome:
        try:
            outcome = await self._tried(incident, again)
        except _HandlerFailed as failed:
            trouble = failed.error
            outcome = await self._database.run(lambda session: self._failed(session, incident, again, trouble))
        self._outbox.take(outcome.now)
        if outcome.task_added:
            self._bell.ring()
        return outcome

    async def _tried(self, incident: Incident, again: bool) -> Outcome:
        for attempt in range(_TRIES):
            try:
                return await self._database.run(lambda session: self._turn(session, incident, again))
            except StaleDataError:
                if attempt == _TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _turn(self, session: Session, incident: Incident, again: bool) -> Outcome:
        """One turn. Raises `_HandlerFailed` where the handler raised: all of the turn is undone then, the event too."""
        if not self._taken(session, incident, again):
            return Outcome()
        turn = self._new_turn(session, incident)
        try:
            if incident.inbound:
                router.dispatch(turn)
            else:
                router.happened(turn, incident.kind, incident.payload)
            session.flush()
        except (OperationalError, InterfaceError, StaleDataError):
            raise
        except Exception as error:
            raise _HandlerFailed(error) from error
        if again:
            events.succeed(session, incident.source, incident.event_id)
        return self._outcome(session, turn, incident)

    def _taken(self, session: Session, incident: Incident, again: bool) -> bool:
        kind = "inbound" if incident.inbound else incident.kind
        if not again and not events.take(session, incident.source, incident.event_id, kind, self._clock.now()):
            return False
        if incident.before is not None:
            incident.before(session)
        return True

    def _outcome(self, session: Session, turn: Turn, incident: Incident) -> Outcome:
        at_once = [one for one in turn.deliveries if one.next_at is None]
        waiting = [one for one in turn.deliveries if one.next_at is not None]
        if turn.inbound and turn.inbound.private and turn.person is None:
            return Outcome(tuple(at_once), turn.task_added)  # nothing is stored of a stranger, not even the chat
        answer = None
        if incident.answering and at_once and isinstance(act := at_once[0].live, AnswerTap):
            answer = act
            deliveries.add(session, at_once[:1], DeliveryStatus.SENT)
            del at_once[0]
        deliveries.add(session, at_once, DeliveryStatus.SENDING)
        deliveries.add(session, waiting, DeliveryStatus.QUEUED)
        return Outcome(tuple(at_once), turn.task_added, answer)

    def _failed(self, session: Session, incident: Incident, again: bool, error: Exception) -> Outcome:
        """The event stays with its traceback, and the person gets one sentence the first time."""
        if not self._taken(session, incident, again):
            return Outcome()
        payload = dump_inbound(incident.inbound) if incident.inbound else incident.payload
        trouble = "".join(traceback.format_exception(error))
        now = self._clock.now()
        status = events.fail(session, incident.source, incident.event_id, now, payload, trouble)
        log.error(
            "turn failed", source=incident.source, event_id=incident.event_id, status=status, error=type(error).__name__
        )
        turn = self._new_turn(session, incident)
        if incident.inbound and incident.inbound.private and status is EventStatus.PARKED:
            turn.toast()
            turn.say(turn.t("turn-parked"))
        elif (
            incident.inbound
            and incident.inbound.private
            and events.is_first_try(session, incident.source, incident.event_id)
        ):
            turn.toast()
            turn.say(turn.t("turn-failed"))
        return self._outcome(session, turn, incident)

    def _new_turn(self, session: Session, incident: Incident) -> Turn:
        chat = incident.inbound.chat_id if incident.inbound else ""
        return Turn(session, self._clock.now(), self._house, incident.inbound, incident.account_id, chat)
