"""The lists of commands that networks offer to tap: in each chat those of its member's roles, in the member's language.

What a chat was told is kept with its address, so that a change of roles, texts or language is seen by comparing, and a list
that the network did not take is offered again. Nothing waits for it: neither a turn nor a message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Set
from functools import cache, partial

import orjson
import structlog

from bot.runtime.background import Activity, Tasks
from bot.runtime.clock import Clock
from bot.runtime.entry_points import commands_of
from channels.channel import EVERY_PRIVATE_CHAT, Channel
from channels.messages import CommandScope, Policy, SendError
from storage.engine.database import Database
from storage.members import offered_commands
from storage.members.offered_commands import Offered
from storage.tables import Role
from texts.catalogue import LANGUAGES, catalogue_for

log = structlog.get_logger()

_EVERY = 15.0  # seconds
_AT_ONCE = 25
"""Chats told in one round; the rest follows at the next tick."""
_LONGEST_WAIT = 600.0  # seconds
_IN_GROUPS = ("noinhom",)
_EVERY_GROUP = CommandScope(groups=True)
_ADMINISTRATORS = CommandScope(administrators=True)
_OF_EVERYBODY = frozenset({Role.COLLABORATOR})
"""In a chat that was told nothing of its own yet: most who come are collaborators."""


class CommandLists:
    """Keeps the lists of this process's accounts as they should be."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        activity: Activity,
        tasks: Tasks,
        channels: Mapping[int, Channel],
        language: str,
    ) -> None:
        """`language`: of groups."""
        self._database = database
        self._clock = clock
        self._activity = activity
        self._tasks = tasks
        self._channels = channels
        self._language = language
        self._everywhere: set[int] = set()
        """The accounts whose lists for all chats are told."""
        self._next: float | None = None
        self._running = False
        self._tries = 0

    def stir(self, owned: Collection[int]) -> None:
        """Somebody has joined: look now, unless the network asked for a pause."""
        if self._tries == 0:
            self._next = None
        self.look(owned)

    def look(self, owned: Collection[int]) -> None:
        """Begins a round where it is time for one."""
        accounts = {number for number in owned if number in self._channels and self._channels[number].lists_commands}
        if self._running or not accounts or (self._next is not None and self._clock.monotonic() < self._next):
            return
        self._running = True
        self._activity.begin()
        self._tasks.start(self._round(accounts), "command lists")

    async def _round(self, accounts: Set[int]) -> None:
        wait = _EVERY
        try:
            wait = 0.0 if await self._told(accounts) else _EVERY
            self._tries = 0
        except SendError as error:
            self._tries += 1
            wait = error.retry_after or min(_LONGEST_WAIT, 2.0**self._tries)
            log.warning("commands not offered", reason=error.reason)
        except Exception as error:
            log.error("commands not offered", error=type(error).__name__, exc_info=error)
        finally:
            self._next = self._clock.monotonic() + wait
            self._running = False
            self._activity.end()

    async def _told(self, accounts: Set[int]) -> bool:
        """Tells what differs. True: there is more. Raises `SendError` where the network is to be asked later."""
        for number in accounts - self._everywhere:
            await self._tell_everybody(self._channels[number])
            self._everywhere.add(number)
        for gone, chat in await self._database.read(lambda s: offered_commands.left(s, accounts)):
            if chat:
                await _offered(self._channels[gone.account_id], {}, CommandScope(chat))
            await self._database.run(partial(offered_commands.told_address, address_id=gone.id, told=None))
        found = await self._database.read(lambda s: offered_commands.private_chats(s, accounts))
        wanted = {
            offer.id: offered_digest(offer.language, frozenset(offer.roles), sees_all=offer.sees_all) for offer in found
        }
        changed = [offer for offer in found if offer.told != wanted[offer.id]]
        now = changed[:_AT_ONCE]
        if now:
            chats = await self._database.read(lambda s: offered_commands.chats(s, [offer.id for offer in now]))
            for offer in now:
                commands = _described(offer.language, commands_of(offer.roles, sees_all=offer.sees_all))
                await _offered(self._channels[offer.account_id], commands, CommandScope(chats.get(offer.id, "")))
                await self._database.run(
                    partial(offered_commands.told_address, address_id=offer.id, told=wanted[offer.id])
                )
        if len(changed) > len(now):
            return True
        await self._tell_groups(accounts, [offer for offer in found if Role.STAFF in offer.roles])
        return False

    async def _tell_everybody(self, channel: Channel) -> None:
        for language in LANGUAGES:
            code = "" if language == LANGUAGES[0] else language
            described = _described(language, commands_of(_OF_EVERYBODY, sees_all=False))
            await _offered(channel, described, EVERY_PRIVATE_CHAT, language=code)
            for scope in (_EVERY_GROUP, _ADMINISTRATORS):  # of a group's app only, whatever the group speaks
                await _offered(channel, {}, scope, language=code)
        await _offered(channel, _described(self._language, _IN_GROUPS), _ADMINISTRATORS)

    async def _tell_groups(self, accounts: Collection[int], staff: Collection[Offered]) -> None:
        """In a group nobody but officers is understood: each of them is offered what they can say there, and nobody else."""
        commands = _described(self._language, _IN_GROUPS)
        for group in await self._database.read(lambda s: offered_commands.groups(s, accounts)):
            there = sorted(offer.id for offer in staff if offer.account_id == group.account_id)
            told = f"{_digest(self._language, _IN_GROUPS)}:{','.join(map(str, there))}"
            if group.told == told:
                continue
            before = {int(text) for text in (group.told or "").partition(":")[2].split(",") if text}
            gone = sorted(before.difference(there))
            chats = await self._database.read(lambda s, all_=(*there, *gone): offered_commands.chats(s, all_))  # type: ignore[misc]
            here = await self._database.read(lambda s, of=group.id: offered_commands.group_chat(s, of))  # type: ignore[misc]
            for number in (*there, *gone) if here else ():
                if chats.get(number):
                    scope = CommandScope(here, chats[number])
                    offered = commands if number in there else {}
                    await _offered(self._channels[group.account_id], offered, scope)
            await self._database.run(partial(offered_commands.told_group, group_id=group.id, told=told))


async def _offered(channel: Channel, commands: Mapping[str, str], scope: CommandScope, *, language: str = "") -> None:
    """Raises `SendError` where it is to be tried again; a chat for which the network takes no list goes without."""
    try:
        await channel.set_commands(commands, scope, language=language)
    except SendError as error:
        if error.policy in (Policy.RETRY, Policy.ACCOUNT):
            raise
        log.info("no commands in this chat", reason=error.reason)


def _described(language: str, names: Collection[str]) -> dict[str, str]:
    t = catalogue_for(language)
    return {name: t.text(f"command-{name}") for name in names}


@cache  # looked at for everybody again and again
def offered_digest(language: str, roles: frozenset[Role], *, sees_all: bool) -> str:
    """The mark that is kept with a private chat whose member was offered the commands of their roles."""
    return _digest(language, commands_of(roles, sees_all=sees_all))


def _digest(language: str, names: Collection[str]) -> str:
    content = orjson.dumps([language, *_described(language, names).items()])
    return hashlib.sha256(content).hexdigest()[:16]
