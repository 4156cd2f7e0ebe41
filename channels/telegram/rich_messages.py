"""A message as Telegram's rich message: its lines, and sections that unfold in place (Bot API 10.1, blocks since 10.2).

Blocks and never markup, so that what people typed stays what they typed. Only what is within the limits is one at all.
Source: core.telegram.org/bots/api#inputrichmessage, #inputrichblockdetails, #richtextbold.
"""

from __future__ import annotations

from typing import Any

from channels.messages import Send
from texts.rich import RichText, utf16_length

LONGEST, MOST_BLOCKS = 32_768, 500
Json = dict[str, Any]


def rich_message(act: Send) -> Json | None:
    """The `rich_message` of a call. None: it is over the limits, so the plain text has to do."""
    folded = [
        {"type": "details", "summary": title, "blocks": _paragraphs(text)}
        for title, text in act.folded
        if text.text.strip()
    ]
    blocks = [*_paragraphs(act.text), *folded]
    count = len(blocks) + sum(len(one["blocks"]) for one in folded)
    length = utf16_length(act.text.text) + sum(
        utf16_length(title) + utf16_length(text.text) for title, text in act.folded
    )
    if not folded or count > MOST_BLOCKS or length > LONGEST:
        return None
    return {"blocks": blocks, "skip_entity_detection": True}


def _paragraphs(text: RichText) -> list[Json]:
    """A paragraph for each line that is not empty."""
    made: list[Json] = []
    at = 0
    for line in text.text.split("\n"):
        if line.strip():
            made.append({"type": "paragraph", "text": _pieces(text.part(at, at + len(line)))})
        at += len(line) + 1
    return made


def _pieces(line: RichText) -> list[str | Json] | str:
    """The line as strings, and what is bold."""
    pieces: list[str | Json] = []
    at = 0
    for start, length in line.bold:
        pieces += [line.text[at:start]] if at < start else []
        pieces.append({"type": "bold", "text": line.text[start : start + length]})
        at = start + length
    pieces += [line.text[at:]] if at < len(line.text) else []
    return line.text if not line.bold else pieces
