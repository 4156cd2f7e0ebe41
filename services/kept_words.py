"""Words and files that came with no form open: kept for their author alone until the author has said what becomes of them.

They lie encrypted in a pending decision, and go with the other ones of their age (`services.retention`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import orjson
from sqlmodel import Session

from services.actor import Actor, NotPermitted
from storage.forms import decisions
from storage.tables import PendingDecision

MOST = 4000
"""Letters that are kept."""
FILES = 5
_JOINED = timedelta(minutes=10)
"""Parts that follow so soon belong to what came before."""
_DAY = timedelta(days=1)
_PASTED = timedelta(seconds=3)
"""Parts that follow so soon are of one text, which the network cut."""


class KeptFor(StrEnum):
    """Say what the author is asked about; each keeps what it holds apart."""

    REPORT = "words.kept"
    REQUEST = "help.draft"
    VERDICT = "verification.words"
    OUTCOME = "issue.outcome"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file on its network, as the network's handle, and the message that brought it."""

    kind: str
    file_id: str
    name: str
    mime: str
    size: int
    album: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Words and files that somebody sent, by the decision that holds them."""

    id: int
    said: tuple[tuple[str, str], ...] = ()
    """Each message that brought words, and its words."""
    files: tuple[KeptFile, ...] = field(default=())
    cut: bool = False
    """More came than is kept."""
    full: bool = False
    """Nothing of what came last is kept: there was no room left."""
    pasted: bool = False
    """It came at once upon what came before."""

    @property
    def words(self) -> str:
        """All of the words, each message's on a line of its own."""
        return "\n".join(words for _message, words in self.said)


def keep(
    session: Session,
    actor: Actor,
    what_for: KeptFor,
    words: str,
    message_id: str,
    file: KeptFile | None,
    now: datetime,
) -> Kept:
    """Keep what came, beside what came just before. Raises NotPermitted: nobody acts."""
    if actor.member_id is None:
        raise NotPermitted
    row = next(iter(decisions.open_choices(session, actor.member_id, what_for)), None)
    before = _load(row) if row is not None and now - _at(row) <= _JOINED else Kept(0)
    files = (*before.files, *((file,) if file is not None else ()))
    said, whole = _within(*before.said, *([(message_id, words)] if words else []))
    cut = before.cut or not whole or len(files) > FILES
    full = bool(before.id) and (said, files[:FILES]) == (before.said, before.files)
    pasted = bool(before.id) and row is not None and now - _at(row) <= _PASTED
    kept = Kept(before.id, said, files[:FILES], cut, full, pasted)
    payload = _dump(kept, now)
    if row is not None and before.id:
        decisions.rewrite(session, row, payload)
        return kept
    put = PendingDecision(member_id=actor.member_id, kind=what_for, payload=payload, created_at=now)
    return _load(decisions.ask(session, put))


def corrected(session: Session, actor: Actor, what_for: KeptFor, message_id: str, words: str) -> Kept | None:
    """Keep the new words of a message that was edited. None: it brought nothing that is still kept."""
    row = _of_message(session, actor, what_for, message_id)
    if row is None:
        return None
    before = _load(row)
    parts = {**dict(before.said), message_id: words}
    said, whole = _within(*((message, part) for message, part in parts.items() if part))
    kept = Kept(before.id, said, before.files, before.cut or not whole)
    decisions.rewrite(session, row, _dump(kept, _at(row)))
    return kept


def holds(session: Session, actor: Actor, what_for: KeptFor, message_id: str) -> bool:
    """Tell whether something is still kept that a message brought."""
    return _of_message(session, actor, what_for, message_id) is not None


def _of_message(session: Session, actor: Actor, what_for: KeptFor, message_id: str) -> PendingDecision | None:
    rows = decisions.open_choices(session, actor.member_id, what_for) if actor.member_id is not None else []
    for row in rows:
        kept = _load(row)
        if message_id in (*(message for message, _words in kept.said), *(file.message_id for file in kept.files)):
            return row
    return None


def waits(session: Session, actor: Actor, what_for: KeptFor, now: datetime) -> bool:
    """Tell whether something was kept so lately that what comes now goes on with it."""
    rows = decisions.open_choices(session, actor.member_id, what_for) if actor.member_id is not None else []
    return any(now - _at(row) <= _JOINED for row in rows)


def take(session: Session, actor: Actor, what_for: KeptFor, kept_id: int, now: datetime) -> Kept | None:
    """Hand out what was kept, once; nothing of it stays here. None: it was handed out or dropped before."""
    if actor.member_id is None:
        raise NotPermitted
    row = decisions.choice(session, kept_id, actor.member_id)
    if row is None or row.kind != what_for or not decisions.answered(session, kept_id, now):
        return None
    kept = _load(row)
    decisions.rewrite(session, row, "{}")
    return kept


def lately(session: Session, actor: Actor, what_for: KeptFor, now: datetime) -> Kept | None:
    """Words and files that were kept last, within a day, and wait still; they stay kept."""
    rows = decisions.open_choices(session, actor.acting_id, what_for)
    return _load(rows[0]) if rows and now - _at(rows[0]) <= _DAY else None


def take_newest(session: Session, actor: Actor, what_for: KeptFor, now: datetime) -> Kept | None:
    """The same of what was kept last. None: nothing waits."""
    rows = decisions.open_choices(session, actor.acting_id, what_for)
    return take(session, actor, what_for, rows[0].id, now) if rows and rows[0].id is not None else None


def _load(row: PendingDecision) -> Kept:
    stored = orjson.loads(row.payload)
    assert row.id is not None
    files = tuple(KeptFile(**file) for file in stored["files"])
    if "said" not in stored:  # an earlier version kept the words as one
        stored["said"] = [(next(iter(stored["messages"]), ""), stored["words"])] if stored["words"] else []
    return Kept(row.id, tuple((message, words) for message, words in stored["said"]), files, stored["cut"])


def _dump(kept: Kept, at: datetime) -> str:
    return orjson.dumps({**asdict(kept), "at": at.isoformat()}).decode()


def _within(*said: tuple[str, str]) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Messages and their words as far as there is room for; and whether there was for all."""
    found: list[tuple[str, str]] = []
    room = MOST
    for message, words in said:
        room -= bool(found)  # the end of the line before
        if room <= 0:
            return tuple(found), False
        found.append((message, words[:room]))
        if len(words) > room:
            return tuple(found), False
        room -= len(words)
    return tuple(found), True


def _at(row: PendingDecision) -> datetime:
    return datetime.fromisoformat(orjson.loads(row.payload)["at"])
