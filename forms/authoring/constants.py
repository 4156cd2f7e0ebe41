"""Constants that are no value of their kind: defaults that no question takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from forms.errors import FormError
from forms.model import instance_document
from forms.model.casts import written
from forms.model.form import Field, Form
from forms.model.types import ANSWERS, Frame, Type

_GOOD = {
    Type.DATE: "2026-12-31",
    Type.TIME: "08:30",
    Type.DATETIME: "2026-12-31T08:30",
    Type.INTEGER: "15",
    Type.DECIMAL: "1.5",
    Type.GEOPOINT: "10.9 106.8",
    Type.ACKNOWLEDGE: "OK",
}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|giờ|:)\s*(\d{2})?\Z")


def wrong_defaults(form: Form) -> Iterator[FormError]:
    """Defaults that the question itself would refuse as an answer."""
    blank = instance_document.index(instance_document.parse(form.blank))
    for field in form.fields:
        nodes = blank.get(field.ref) or _in_template(form, field)
        value = written(field.data_type, (nodes[0].text or "").strip()) if nodes and not len(nodes[0]) else ""
        if (
            not value
            or field.calculate is not None
            or field.kind not in (*_GOOD, Type.RANGE, Type.SELECT_ONE, Type.SELECT_MULTIPLE)
        ):
            continue
        if field.kind.is_select and (not field.choices or (field.itemset is not None and field.itemset.external)):
            continue
        frame = Frame(dict.fromkeys(field.choices), field.bounds, field.data_type.startswith("int"), "+07:00")
        if ANSWERS[field.kind](value, frame).code != "ok":
            details = {
                "value": value[:100],
                "type": field.kind.value,
                "meant": _meant(field, value),
                "column": "default",
            }
            yield FormError("bad_default", details={"name": field.name, **details})


def _in_template(form: Form, field: Field) -> list[Any]:
    """The node in what a new instance of its repeat is a copy of."""
    for repeat in form.fields:
        if repeat.repeat is not None and field.ref.startswith(repeat.ref + "/"):
            inside = instance_document.index(repeat.repeat.template)
            found = inside.get("/" + field.ref[len(repeat.ref.rpartition("/")[0]) + 1 :])
            if found:
                return found
    return []


def _meant(field: Field, value: str) -> str:
    """The default as it is written rightly, where that is clear; else a good one of its type."""
    day, hour = _DAY.match(value), _HOUR.match(value)
    if value.strip("()") in ("today", "now") and field.kind in (Type.DATE, Type.DATETIME):
        return f"{value.strip('()')}()"
    if day and field.kind is Type.DATE:
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if hour and field.kind is Type.TIME:
        return f"{int(hour[1]):02}:{hour[2] or '00'}"
    if field.kind is Type.GEOPOINT and value.count(",") == 1:
        return " ".join(part.strip() for part in value.split(","))
    if field.kind in (Type.INTEGER, Type.DECIMAL) and re.fullmatch(r"\d{1,3}([.,]\d{3})+", value):
        return re.sub(r"[.,]", "", value)
    if field.kind is Type.DECIMAL and re.fullmatch(r"-?\d+,\d+", value):
        return value.replace(",", ".")
    if field.kind.is_select:
        return _name_like(field, value)
    return field.bounds.least if field.bounds is not None else _GOOD[field.kind]


def _name_like(field: Field, value: str) -> str:
    """The choice whose name or label a default is, else the first."""
    found = (name for name in field.choices if name.casefold() == value.casefold())
    return next(found, field.choices[0])
