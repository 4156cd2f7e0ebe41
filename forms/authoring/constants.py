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
    for one in form.fields:
        nodes = blank.get(one.ref) or _in_template(form, one)
        value = written(one.data_type, (nodes[0].text or "").strip()) if nodes and not len(nodes[0]) else ""
        if (
            not value
            or one.calculate is not None
            or one.kind not in (*_GOOD, Type.RANGE, Type.SELECT_ONE, Type.SELECT_MULTIPLE)
        ):
            continue
        if one.kind.is_select and (not one.choices or (one.itemset is not None and one.itemset.external)):
            continue
        frame = Frame(dict.fromkeys(one.choices), one.bounds, one.data_type.startswith("int"), "+07:00")
        if ANSWERS[one.kind](value, frame).code != "ok":
            details = {"value": value[:100], "type": one.kind.value, "meant": _meant(one, value), "column": "default"}
            yield FormError("bad_default", details={"name": one.name, **details})


def _in_template(form: Form, one: Field) -> list[Any]:
    """The node in what a new instance of its repeat is a copy of."""
    for repeat in form.fields:
        if repeat.repeat is not None and one.ref.startswith(repeat.ref + "/"):
            inside = instance_document.index(repeat.repeat.template)
            found = inside.get("/" + one.ref[len(repeat.ref.rpartition("/")[0]) + 1 :])
            if found:
                return found
    return []


def _meant(one: Field, value: str) -> str:
    """The default as it is written rightly, where that is clear; else a good one of its type."""
    day, hour = _DAY.match(value), _HOUR.match(value)
    if value.strip("()") in ("today", "now") and one.kind in (Type.DATE, Type.DATETIME):
        return f"{value.strip('()')}()"
    if day and one.kind is Type.DATE:
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if hour and one.kind is Type.TIME:
        return f"{int(hour[1]):02}:{hour[2] or '00'}"
    if one.kind is Type.GEOPOINT and value.count(",") == 1:
        return " ".join(part.strip() for part in value.split(","))
    if one.kind in (Type.INTEGER, Type.DECIMAL) and re.fullmatch(r"\d{1,3}([.,]\d{3})+", value):
        return re.sub(r"[.,]", "", value)
    if one.kind is Type.DECIMAL and re.fullmatch(r"-?\d+,\d+", value):
        return value.replace(",", ".")
    if one.kind.is_select:
        return _name_like(one, value)
    return one.bounds.least if one.bounds is not None else _GOOD[one.kind]


def _name_like(one: Field, value: str) -> str:
    """The choice whose name or label a default is, else the first."""
    found = (name for name in one.choices if name.casefold() == value.casefold())
    return next(found, one.choices[0])
