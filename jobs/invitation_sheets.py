"""Invitations on paper and as a table: a sheet of codes to scan for each unit, and a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from texts.catalogue import Catalogue

_FONTS = Path(__file__).parents[1] / "digests" / "fonts"
_WIDTH, _HEIGHT, _MARGIN = 595, 842, 34  # points: A4
_ACROSS, _DOWN = 2, 4
_TOP = 84
_CARD_WIDTH = (_WIDTH - 2 * _MARGIN) / _ACROSS
_CARD_HEIGHT = (_HEIGHT - _TOP - _MARGIN) / _DOWN
QR_SIZE = 114
"""Points, its quiet zone included: the code itself is over 3 cm wide."""
_QUIET = 4  # modules, as the standard asks
_LINE, _RULE = 18, 100  # letters in a line beside a code, and of the rule above them


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """One member's invitation. `ways`: by network, its name and the link that opens our chat, or else how to come in."""

    unit: str
    unit_name: str
    member_code: str
    name: str
    code: str
    ways: Sequence[tuple[str, str]]

    @property
    def scanned(self) -> str:
        """The text of the code to be scanned: the first link, else the code that is typed."""
        return next((way for _, way in self.ways if way.startswith("https://")), self.code)


def pages(cards: Sequence[InvitationCard], until: str, t: Catalogue) -> list[str]:
    """The sheets as SVG, one unit after another, none with two of them. `until`: the day on which the codes end."""
    made = []
    for _, of_unit in groupby(cards, lambda card: card.unit):
        rest = list(of_unit)
        count = -(-len(rest) // (_ACROSS * _DOWN))
        for page in range(count):
            part = rest[page * _ACROSS * _DOWN : (page + 1) * _ACROSS * _DOWN]
            made.append(_page(part, page + 1, count, until, t))
    return made


def pdf(cards: Sequence[InvitationCard], until: str, t: Catalogue) -> bytes:
    """The sheets as a document to be printed. There has to be a card."""
    import pikepdf
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    with pikepdf.new() as made:
        for page in pages(cards, until, t):
            with pikepdf.open(io.BytesIO(vl_convert.svg_to_pdf(page))) as pdf:
                made.pages.extend(pdf.pages)
        memory = io.BytesIO()
        made.save(memory)
    return memory.getvalue()


def workbook(cards: Sequence[InvitationCard], until: str, t: Catalogue) -> bytes:
    """The same as a table, for who sends them one by one."""
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(t.text("invitations-sheet"))
    networks = list(dict.fromkeys(network for card in cards for network, _ in card.ways))
    head = [t.text(f"invitations-column-{name}") for name in ("unit", "member", "name", "code", "until")]
    bold = book.add_format({"bold": True, "bg_color": "#E6EEF5", "border": 1})
    for at, title in enumerate([*head, *networks]):
        sheet.write_string(0, at, title, bold)
        sheet.set_column(at, at, 30 if at in (0, 2, 3) else 50 if at >= len(head) else 14)
    for row, card in enumerate(cards, start=1):
        ways = dict(card.ways)
        cells = [card.unit_name, card.member_code, card.name, card.code, until]
        for at, value in enumerate([*cells, *(ways.get(network, "") for network in networks)]):
            sheet.write_string(row, at, value)
    sheet.freeze_panes(1, 0)
    book.close()
    return memory.getvalue()


def _page(cards: Sequence[InvitationCard], page: int, count: int, until: str, t: Catalogue) -> str:
    title = t.text("invitations-title", unit=cards[0].unit_name, page=page, pages=count)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_MARGIN, 46, 15, title, bold=True),
    ]
    rule = wrap(t.text("invitations-rule", until=until), _RULE)
    parts += [_text(_MARGIN, 61 + 12 * at, 9, line) for at, line in enumerate(rule)]
    for at, card in enumerate(cards):
        x = _MARGIN + at % _ACROSS * _CARD_WIDTH
        y = _TOP + at // _ACROSS * _CARD_HEIGHT
        parts += _card(card, x, y)
    return "".join([*parts, "</svg>"])


def _card(card: InvitationCard, x: float, y: float) -> list[str]:
    import segno

    qr = segno.make_qr(card.scanned, error="m")
    modules = qr.symbol_size(scale=1, border=0)[0]
    scale = QR_SIZE / (modules + 2 * _QUIET)
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(qr.matrix) for column, dark in enumerate(line) if dark
    )
    frame = f'width="{_CARD_WIDTH - 8:.1f}" height="{_CARD_HEIGHT - 8:.1f}" fill="none" stroke="#BBB"'
    beside, line = x + QR_SIZE + 10, y + 26
    parts = [
        f'<rect x="{x:.1f}" y="{y:.1f}" {frame} stroke-dasharray="3 3"/>',
        f'<g transform="translate({x + 4 + _QUIET * scale:.2f} {y + 4 + _QUIET * scale:.2f}) scale({scale:.4f})">'
        f'<path d="{path}" fill="#000" shape-rendering="crispEdges"/></g>',
    ]
    for part in wrap(card.name, _LINE, max_lines=4, placeholder="…"):
        parts.append(_text(beside, line, 11, part, bold=True))
        line += 15
    parts.append(_text(beside, line, 9, card.member_code))
    parts.append(_text(x + 10, y + QR_SIZE + 18, 10, card.code, bold=True))
    for at, (network, way) in enumerate(card.ways[:2]):
        said = way.removeprefix("https://").partition("?")[0]
        parts.append(_text(x + 10, y + QR_SIZE + 33 + 13 * at, 7, f"{network}: {said}"[:62]))
    return parts


def _text(x: float, y: float, size: int, words: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    style = f'font-family="Noto Sans" font-size="{size}" fill="#000"{weight}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'
