"""Faults of a form: each as a stable word with its place: the sentence for it is made where texts live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class FormError(Exception):
    """A form that cannot be used.

    code: a stable word (``duplicate_name``, ``unknown_type``, ``bad_expression`` ...), one per kind of mistake.
    sheet, row: where in the spreadsheet, as a person counts rows (the heading is row 1); None where not known.
    details: values for the sentence (name, type, expression, reason ...), all text.
    """

    def __init__(
        self, code: str, *, sheet: str | None = None, row: int | None = None, details: Mapping[str, str] | None = None
    ) -> None:
        self.code = code
        self.sheet = sheet
        self.row = row
        self.details: dict[str, str] = dict(details or {})
        place = f" ({sheet or '?'} row {row})" if row is not None else ""
        super().__init__(f"{code}{place}: {self.details}")

    def __reduce__(self) -> tuple[Any, ...]:
        """As ``pickle`` wants it: errors cross from the process in which a form was compiled."""
        return type(self).of_order, (self.as_order(),)

    def as_order(self) -> dict[str, object]:
        """Itself as JSON, to be carried from where the form was read to where the sentence is made."""
        return {"code": self.code, "sheet": self.sheet, "row": self.row, "details": self.details}

    @classmethod
    def of_order(cls, order: Mapping[str, Any]) -> FormError:
        """The error that ``as_order`` wrote."""
        return cls(order["code"], sheet=order.get("sheet"), row=order.get("row"), details=order.get("details"))
