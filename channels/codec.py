"""Acts and what came in as bytes, for the database: short JSON arrays, read back into the same values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from channels.messages import (
    Act,
    AnswerTap,
    AskPoll,
    Button,
    Delete,
    Edit,
    FileRef,
    ForgetCommands,
    Inbound,
    Keyboard,
    Kind,
    Media,
    MediaKind,
    PollCounts,
    Section,
    Send,
    StopPoll,
    Vote,
)
from texts.rich import RichText


def dump_act(act: Act) -> bytes:
    """An act as JSON."""
    if isinstance(act, Send):
        file = [act.file.kind, act.file.stored_id, act.file.name] if act.file else None
        folded = [[_section(section) for section in act.folded]] if act.folded else []
        as_of = [act.as_of] if act.as_of or folded else []
        topic = [act.topic] if act.topic or as_of else []
        menu = [act.menu.text, act.menu.bold] if act.menu or topic else []
        more = (*menu, *topic, *as_of, *folded)
        return orjson.dumps(["send", act.text.text, act.text.bold, _rows(act.keyboard), file, act.silent, *more])
    if isinstance(act, Edit):
        where = [act.message_id, act.delivery, act.caption, *([True, act.topic] if act.anew else [])]
        return orjson.dumps(["edit", act.text.text, act.text.bold, _rows(act.keyboard), *where])
    if isinstance(act, AnswerTap):
        return orjson.dumps(["tap", act.tap_id, act.text])
    if isinstance(act, ForgetCommands):
        return orjson.dumps(["forget_commands"])
    if isinstance(act, AskPoll):
        return orjson.dumps(["ask_poll", act.question, act.options, act.anonymous, act.several, act.topic])
    if isinstance(act, StopPoll):
        return orjson.dumps(["stop_poll", act.message_id, act.delivery])
    return orjson.dumps(["delete", act.message_id, *([True] if act.theirs else [])])


def load_act(stored: bytes) -> Act:
    """The act that `dump_act` wrote."""
    kind, *rest = orjson.loads(stored)
    if kind == "send":
        text, bold, rows, file, silent, *menu = rest
        ref = FileRef(MediaKind(file[0]), file[1], file[2]) if file else None
        shown, topic = _rich(*menu[:2]) if menu else RichText(""), menu[2] if len(menu) > 2 else ""
        as_of = (datetime.fromisoformat(menu[3][0]), menu[3][1]) if len(menu) > 3 and menu[3] else None
        folded = tuple(_loaded(*section) for section in menu[4]) if len(menu) > 4 else ()
        return Send(_rich(text, bold), _keyboard(rows), ref, silent, shown, topic, as_of, folded)
    if kind == "edit":
        text, bold, rows, *where = rest
        return Edit(_rich(text, bold), _keyboard(rows), *where)
    if kind == "tap":
        return AnswerTap(*rest)
    if kind == "ask_poll":
        question, options, *more = rest
        return AskPoll(question, tuple(options), *more)
    if kind == "stop_poll":
        return StopPoll(*rest)
    return ForgetCommands() if kind == "forget_commands" else Delete(*rest)


def dump_inbound(inbound: Inbound) -> bytes:
    """An inbound message as JSON, for an event that is to be tried again."""
    return orjson.dumps(asdict(inbound))


def load_inbound(stored: bytes) -> Inbound:
    """An inbound message as `dump_inbound` wrote it."""
    values: dict[str, Any] = orjson.loads(stored)
    if values["media"]:
        media = values["media"]
        values["media"] = Media(**{**media, "kind": MediaKind(media["kind"])})
    if values.get("poll"):
        poll = values["poll"]
        values["poll"] = PollCounts(**{**poll, "counts": tuple(poll["counts"])})
    if values.get("vote"):
        values["vote"] = Vote(values["vote"]["poll"], tuple(values["vote"]["choices"]))
    if values.get("place"):
        values["place"] = tuple(values["place"])
    return Inbound(**{**values, "kind": Kind(values["kind"]), "sent_at": datetime.fromisoformat(values["sent_at"])})


def _section(section: Section) -> list[object]:
    return [section.title, section.text.text, section.text.bold, section.table, _rows(section.buttons)]


def _loaded(
    title: str,
    text: str,
    bold: list[list[int]],
    table: Sequence[Sequence[str]] = (),
    buttons: Sequence[list[list[str]]] = (),
) -> Section:
    """A section; one that was queued before there were tables ends after its text."""
    return Section(title, _rich(text, bold), tuple(map(tuple, table)), _keyboard(list(buttons)))


def _rows(keyboard: Keyboard) -> list[list[list[str]]]:
    return [[[b.label, b.token, b.url] for b in row] for row in keyboard]


def _keyboard(rows: list[list[list[str]]]) -> Keyboard:
    return tuple(tuple(Button(*button) for button in row) for row in rows)


def _rich(text: str, bold: list[list[int]]) -> RichText:
    return RichText(text, tuple((start, length) for start, length in bold))
