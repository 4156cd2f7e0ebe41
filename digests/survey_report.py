"""The report of a survey: a document with its method, a workbook, a tidy table. Made in a worker process, of plain values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from storage.schema.surveys import Drawn, SurveyEnd
from storage.statistics.intervals import Interval
from storage.statistics.survey_figures import FEW, Cell, Change, CrossFigures, K, QuestionFigures, Weighing
from texts.catalogue import Catalogue, catalogue_for

_TEMPLATES = Path(__file__).with_name("templates")
_CHART_MM = 120
_COLUMNS = (
    *("question", "question_text", "group_question", "group", "option", "option_text", "n", "n_effective"),
    *("share", "share_least", "share_most", "weighted", "suppressed"),
)
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Margin:
    """One group of the population, with where its share is from."""

    question: str
    option: str
    share: float
    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier survey of people drawn alike. `policy`: what was issued between the two; "": none that is told."""

    title: str
    closed: datetime
    changes: tuple[Change, ...]
    policy: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """All that a report of a survey says; nothing that may not be shown is in it. `labels`: of questions, by name."""

    board: str
    title: str
    purpose: str
    drawn: Drawn
    with_unit: bool
    opened: datetime
    closed: datetime
    ended: SurveyEnd
    n: int
    effective: float
    hasty: int
    weighing: Weighing
    questions: tuple[QuestionFigures, ...]
    crosses: tuple[CrossFigures, ...]
    margins: tuple[Margin, ...]
    labels: Mapping[str, str]
    earlier: Comparison | None = None


def document(
    report: SurveyReport, language: str, zone: tzinfo, chart: bytes | None = None, missing: bool = False
) -> bytes:
    """The report as a Word document, with its chart; a sentence stands there where it is missing: it could not be drawn."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = io.BytesIO()
    template = DocxTemplate(_TEMPLATES / f"survey.{language}.docx")
    tags = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    picture = InlineImage(template, io.BytesIO(chart), width=Mm(_CHART_MM)) if chart else None
    gap = catalogue_for(language).text("document-chart-missing") if missing else None
    template.render({**facts(report, language, zone), "chart": picture or gap}, tags, autoescape=True)
    template.save(made)
    return made.getvalue()


def facts(report: SurveyReport, language: str, zone: tzinfo) -> dict[str, Any]:
    """The values of the template's tags."""
    t = catalogue_for(language)
    return {
        "board_upper": report.board.upper(),
        "title": report.title,
        "purpose": report.purpose,
        "method": method(report, language, zone),
        "questions": [_question(t, number, figures) for number, figures in enumerate(report.questions, 1)],
        "crosses": [_cross(t, report, cross) for cross in report.crosses],
        "margins": [_margin(t, margin) for margin in report.margins],
        "earlier": _earlier(t, report.earlier, zone) if report.earlier is not None else None,
        "note": t.text("survey-doc-note", k=K),
    }


def method(report: SurveyReport, language: str, zone: tzinfo) -> list[str]:
    """How it was done: when, of whom, how many, weighted or why not; of whom the results are not."""
    t = catalogue_for(language)
    opened, closed = (at.astimezone(zone) for at in (report.opened, report.closed))
    lines = [
        t.text(
            "survey-doc-when",
            opened=f"{opened:%d/%m/%Y}",
            closed=f"{closed:%d/%m/%Y}",
            why=t.text(f"survey-doc-ended-{report.ended}"),
        ),
        t.text(f"survey-doc-drawn-{report.drawn.replace('_', '-')}"),
        t.text("survey-doc-n", n=report.n, effective=number(t, report.effective)),
        t.text("survey-doc-unit" if report.with_unit else "survey-doc-anonymous"),
    ]
    if report.hasty:
        lines.append(t.text("survey-doc-hasty", count=few(t, report.hasty)))
    return [*lines, *weighing(t, report.weighing, report.labels)]


def weighing(t: Catalogue, weighed: Weighing, labels: Mapping[str, str]) -> list[str]:
    """Say what was done to make respondents count as the population does, or the sentence that says why it was not."""
    if not weighed.asked:
        return [t.text("survey-doc-unweighted")]
    if weighed.refused is not None:
        code, question, option = weighed.refused
        key = f"survey-doc-refused-{code.replace('_', '-')}"
        names = {"question": labels.get(question, question), "option": labels.get(f"{question}/{option}", option)}
        return [t.text(key, **{name: names[name] for name in t.variables(key)})]
    lines = [t.text("survey-doc-weighted", effect=number(t, weighed.design_effect, 2))]
    lines.append(t.text("survey-doc-coarse", step=number(t, (weighed.step or 0.01) * 100)))
    if weighed.left_out:
        lines.append(t.text("survey-doc-left-out", count=few(t, weighed.left_out)))
    for name, total in (weighed.totals or {}).items():
        lines.append(t.text("survey-doc-total", question=labels.get(name, name), total=number(t, total)))
    return lines


def number(t: Catalogue, value: float, digits: int = 1) -> str:
    """A number as the language writes it, without digits that say nothing."""
    said = f"{value:.{digits}f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return said.replace(".", ",") if t.language == "vi" else said


def few(t: Catalogue, count: int) -> str:
    """A count, or that it is of fewer than may be told."""
    return t.text("survey-doc-few", k=K) if count < K else str(count)


def percent(t: Catalogue, share: Interval | None) -> str:
    """A share in per cent; "…" where it is not shown."""
    return "…" if share is None else f"{number(t, share.value * 100)}\u00a0%"


def between(t: Catalogue, share: Interval | None) -> str:
    """The bounds of a share."""
    return "…" if share is None else f"{number(t, share.least * 100)}–{number(t, share.most * 100)}\u00a0%"


def workbook(report: SurveyReport, language: str, zone: tzinfo) -> bytes:
    """The report as a workbook: how it was done, each question, each cross table, the population."""
    import xlsxwriter

    t = catalogue_for(language)
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wide = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(t.text("survey-doc-sheet-method"))
    sheet.set_column(0, 0, 100, wide)
    for at, line in enumerate([report.title, report.purpose, *method(report, language, zone)]):
        sheet.write_string(at, 0, line)
    heads = [t.text(f"survey-doc-{name}") for name in ("question", "group", "option", "count", "effective", "share")]
    heads += [t.text("survey-doc-least"), t.text("survey-doc-most")]
    sheet = book.add_worksheet(t.text("survey-doc-sheet-tables"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 44, wide)
    sheet.set_column(1, 2, 30, wide)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for at, row in enumerate(_tidy(t, report), 1):
        words = (row.question, row.group_label, row.label)
        numbers: list[float | None] = [row.cell.n, round(row.effective, 1), *_bounds(row.cell.share)]
        hidden = "…" if row.cell.share is None else ""
        for column, word in enumerate(words):
            sheet.write_string(at, column, word)
        for column, figure in enumerate(numbers, len(words)):
            if figure is None:
                sheet.write_string(at, column, hidden)
            else:
                sheet.write_number(at, column, figure)
    if report.earlier is not None:
        found = _earlier(t, report.earlier, zone)
        sheet = book.add_worksheet(t.text("survey-doc-sheet-earlier"))
        sheet.set_column(0, 0, 44, wide)
        sheet.set_column(1, 1, 30, wide)
        for at, line in enumerate(found["lines"]):
            sheet.write_string(at, 0, line)
        top = len(found["lines"]) + 1
        names = ("question", "option", "then", "now", "moved", "least", "most")
        for column, name in enumerate(names):
            sheet.write_string(top, column, t.text(f"survey-doc-{name}"), bold)
        for at, moved in enumerate(report.earlier.changes, top + 1):
            sheet.write_string(at, 0, moved.question)
            sheet.write_string(at, 1, moved.option)
            sheet.write_number(at, 2, moved.then.value)
            sheet.write_number(at, 3, moved.now.value)
            for column, figure in enumerate(_bounds(moved.by if moved.by and moved.by.tells else None), 4):
                if figure is not None:
                    sheet.write_number(at, column, figure)
    sheet = book.add_worksheet(t.text("survey-doc-sheet-population"))
    for column, name in enumerate(("question", "option", "share", "source", "as-of")):
        sheet.write_string(0, column, t.text(f"survey-doc-{name}"), bold)
    for at, margin in enumerate(report.margins, 1):
        as_of = f"{margin.as_of:%d/%m/%Y}" if margin.as_of else ""
        for column, value in enumerate((margin.question, margin.option, margin.share, margin.source, as_of)):
            sheet.write(at, column, value)
    book.close()
    return memory.getvalue()


def tidy_csv(report: SurveyReport, language: str) -> bytes:
    """One row for each number, with the names of questions and options: for R, for a spreadsheet."""
    t = catalogue_for(language)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    for row in _tidy(t, report):
        bounds = [f"{value:.6f}" if isinstance(value, float) else "" for value in _bounds(row.cell.share)]
        hidden = row.cell.share is None
        names = [
            row.name,
            harmless(row.question),
            row.by,
            harmless(row.group_label),
            row.cell.name,
            harmless(row.label),
        ]
        count = "" if row.cell.n is None else row.cell.n
        table.writerow([*names, count, f"{row.effective:.2f}", *bounds, int(report.weighing.done), int(hidden)])
    return "\ufeff".encode() + out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class _TidyRow:
    name: str
    question: str
    by: str
    group_label: str
    label: str
    effective: float
    cell: Cell


def _tidy(t: Catalogue, report: SurveyReport) -> Iterator[_TidyRow]:
    everybody = t.text("survey-doc-everybody")
    for figures in report.questions:
        for cell in figures.cells:
            yield _TidyRow(figures.asked.name, figures.asked.text, "", everybody, cell.label, figures.effective, cell)
    for cross in report.crosses:
        for row in cross.rows:
            for cell in row.cells:
                yield _TidyRow(
                    cross.asked.name,
                    cross.asked.text,
                    cross.groups.name,
                    _named(t, row.name, row.label),
                    _named(t, cell.name, cell.label),
                    row.effective,
                    cell,
                )


def _bounds(share: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if share is None else (share.value, share.least, share.most)


def harmless(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def _named(t: Catalogue, name: str, label: str) -> str:
    return t.text("survey-doc-others") if name == FEW else label


def _question(t: Catalogue, number_: int, figures: QuestionFigures) -> dict[str, Any]:
    rows = [
        {
            "label": cell.label,
            "count": str(cell.n) if cell.n is not None else "…" if cell.share is None else "–",
            "share": percent(t, cell.share),
            "between": between(t, cell.share),
        }
        for cell in figures.cells
    ]
    base = t.text("survey-doc-base", n=figures.n, effective=number(t, figures.effective))
    kind = t.text("survey-doc-several" if figures.asked.several else "survey-doc-one")
    options = " · ".join(label for _name, label in figures.asked.options)
    wording = t.text("survey-doc-wording", kind=kind, options=options)
    if (above := figures.asked.after) is not None:
        wording += " " + t.text("survey-asked-after", question=above.text, answers="; ".join(above.labels))
    return {
        "heading": t.text("survey-doc-question-heading", number=number_, text=figures.asked.text),
        "wording": wording,
        "rows": rows,
        "base": base if rows else t.text("survey-doc-nothing", k=K),
    }


def _cross(t: Catalogue, report: SurveyReport, cross: CrossFigures) -> dict[str, Any]:
    groups = cross.groups.text or t.text("survey-doc-by-unit")
    rows = [
        {
            "label": _named(t, row.name, row.label),
            "count": str(row.n) if row.n is not None else "–",
            "effective": number(t, row.effective),
            "shares": "; ".join(_share(t, cell) for cell in row.cells),
        }
        for row in cross.rows
    ]
    told = [
        t.text(
            "survey-doc-difference",
            group=by.group,
            other=by.other,
            option=by.option,
            points=number(t, by.by.value * 100),
            least=number(t, by.by.least * 100),
            most=number(t, by.by.most * 100),
        )
        for by in cross.differences
    ]
    return {
        "heading": t.text("survey-doc-cross-heading", text=cross.asked.text, groups=groups),
        "rows": rows,
        "told": told if rows else [t.text("survey-doc-nothing", k=K)],
    }


def _earlier(t: Catalogue, found: Comparison, zone: tzinfo) -> dict[str, Any]:
    closed = found.closed.astimezone(zone)
    lines = [t.text("survey-doc-earlier", title=found.title, closed=f"{closed:%d/%m/%Y}")]
    if found.policy and found.issued_on is not None:
        lines += [
            t.text("survey-doc-policy", title=found.policy, issued=f"{found.issued_on:%d/%m/%Y}"),
            t.text("policy-no-cause"),
        ]
    rows = [
        {
            "label": f"{change.question} – {change.option}",
            "then": percent(t, change.then),
            "now": percent(t, change.now),
            "moved": _moved(t, change.by),
        }
        for change in found.changes
    ]
    return {"lines": [*lines, t.text("survey-earlier-note")], "rows": rows}


def _moved(t: Catalogue, by: Interval | None) -> str:
    if by is None or not by.tells:
        return t.text("survey-doc-not-certain")
    bounds = {"least": number(t, by.least * 100), "most": number(t, by.most * 100)}
    return t.text("survey-doc-points", points=number(t, by.value * 100), **bounds)


def _share(t: Catalogue, cell: Cell) -> str:
    return t.text("survey-doc-cell", label=_named(t, cell.name, cell.label), share=percent(t, cell.share))


def _margin(t: Catalogue, margin: Margin) -> dict[str, str]:
    as_of = f"{margin.as_of:%d/%m/%Y}" if margin.as_of else ""
    share = f"{number(t, margin.share)}\u00a0%"
    return {"label": f"{margin.question}: {margin.option}", "share": share, "source": margin.source, "as_of": as_of}
