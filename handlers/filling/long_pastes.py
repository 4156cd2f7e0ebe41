"""Long pastes: a client cuts one into several messages, which are one answer, each part to be corrected by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn

PASTE_FROM = 4000
PASTE_SECONDS = 3
FULL = 4096  # UTF-16 units: a message that is full was cut where it stood, a shorter part between two words
MOST = 10_000  # letters in one answer


def await_more(turn: Turn, filling: OpenDraft, ref: str) -> bool:
    """True if this message may be the part of a paste, so that what follows at once belongs to it.

    ref: the question that it answers, "" where it is no answer.
    """
    text = turn.event.text
    if len(text) < PASTE_FROM:
        filling.state.paste = None
        return False
    until = turn.event.sent_at + timedelta(seconds=PASTE_SECONDS)
    full = len(text.encode("utf-16-le")) // 2 >= FULL
    filling.state.paste = (ref, until.isoformat(), "" if full else " ")
    return True


def expected(turn: Turn, filling: OpenDraft) -> bool:
    """True if what came may be the next part of a paste."""
    return filling.state.paste is not None and turn.event.sent_at <= datetime.fromisoformat(filling.state.paste[1])


def go_on(turn: Turn, filling: OpenDraft) -> str | None:
    """Join the next part of a paste to the answer. Returns the question.

    "" where the beginning was no answer either and the part is passed over; None: it is no part at all.
    """
    if filling.state.paste is None:
        return None
    if not expected(turn, filling):
        filling.state.paste = None
        return None
    ref, _, joint = filling.state.paste
    before = filling.draft.value(ref) if ref else ""
    if ref and len(before) < MOST:
        whole = before + joint + turn.event.text
        filling.draft.put(ref, whole[:MOST])
        filling.state.messages[turn.event.message_id] = ref
        filling.state.parts[ref].append((turn.event.message_id, len(before + joint)))
        if len(whole) > MOST:
            turn.reply(turn.t("fill-kept-part", most=MOST))
    await_more(turn, filling, ref)
    return ref


def add(filling: OpenDraft, ref: str, message_id: str, text: str) -> bool:
    """Add a text on a line of its own to an answer, to be corrected by itself. False: the answer does not take it."""
    before, state = filling.draft.value(ref), filling.state
    joint = "\n" if before else ""
    if not filling.draft.put(ref, (before + joint + text)[:MOST]).ok:
        return False
    first = [(message, 0) for message, answered in state.messages.items() if answered == ref][:1] if before else []
    state.parts[ref] = [*(state.parts.get(ref) or first), (message_id, len(before + joint))]
    state.messages[message_id] = ref
    return True


def with_part(filling: OpenDraft, ref: str, message_id: str, text: str) -> tuple[str, list[tuple[str, int]]]:
    """An answer that came in parts with one of them replaced, and where its parts begin then; else the text itself."""
    parts = filling.state.parts.get(ref, [])
    at = next((n for n, (message, _) in enumerate(parts) if message == message_id), None)
    if at is None:
        return text, []
    before = filling.draft.value(ref)
    ends = [start for _, start in parts[1:]] + [len(before)]
    rest = before[ends[at] :]
    whole = before[: parts[at][1]] + text + (" " + rest if rest else "")
    moved = len(whole) - len(before)
    return whole, [(message, start + moved if n > at else start) for n, (message, start) in enumerate(parts)]
