"""A message as Telegram's rich message: its lines, and sections that unfold in place (Bot API 10.1, blocks since 10.2).

A section has a table and buttons where it brings them (buttons since 10.3). Blocks and never markup, so that what people typed
stays what they typed. Only what is within the limits is one at all.
Source: core.telegram.org/bots/api#inputrichmessage, #inputrichblockdetails, #inputrichblocktable, #richblocktablecell,
#inputrichblockbuttons, #richmessagebutton, #richtextbold.
"""

from __future__ import annotations

from typing import Any

from channels.messages import Button, Section, Send, Table
from texts.rich import RichText, utf16_length

LONGEST, MOST_BLOCKS, MOST_COLUMNS, MOST_BUTTONS = 32_768, 500, 20, 8
Json = dict[str, Any]


def rich_message(act: Send) -> Json | None:
    """The `rich_message` of a call. None: it is over the limits, so the plain text has to do."""
    folded = [
        {"type": "details", "summary": section.title, "blocks": _inside(section)}
        for section in act.folded
        if section.text.text.strip() or section.table
    ]
    blocks = [*_paragraphs(act.text), *folded]
    count = len(blocks) + sum(len(one["blocks"]) for one in folded) + sum(len(one.table) for one in act.folded)
    length = utf16_length(act.text.text) + sum(map(_length, act.folded))
    wide = any(len(row) > MOST_COLUMNS for section in act.folded for row in section.table)
    long = any(len(row) > MOST_BUTTONS for section in act.folded for row in section.buttons)
    if not folded or count > MOST_BLOCKS or length > LONGEST or wide or long:
        return None
    return {"blocks": blocks, "skip_entity_detection": True}


def _length(section: Section) -> int:
    labels = (button.label for row in section.buttons for button in row)
    cells = (cell for row in section.table for cell in row)
    return sum(map(utf16_length, (section.title, section.text.text, *cells, *labels)))


def _inside(section: Section) -> list[Json]:
    table = [_table(section.table)] if section.table else []
    buttons = [{"type": "buttons", "buttons": [_button(one) for one in row]} for row in section.buttons]
    return [*table, *_paragraphs(section.text), *buttons]


def _table(rows: Table) -> Json:
    """A table whose first row are its heads; numbers stand at the right."""
    cells = [
        [
            {"text": cell, "align": "right" if at and cell.isdecimal() else "left", "valign": "top"}
            | ({"is_header": True} if number == 0 else {})
            for at, cell in enumerate(row)
        ]
        for number, row in enumerate(rows)
    ]
    return {"type": "table", "cells": cells, "is_bordered": True}


def _button(button: Button) -> Json:
    return {"text": button.label} | ({"url": button.url} if button.url else {"callback_data": button.token})


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
