"""Mistakes met while a compiled XForm is read: the first is raised, or all are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.errors import FormError
from forms.xpath.expressions import Expression, ExpressionError, compile_expression


@dataclass
class Faults:
    """Mistakes in the form's order. gathering: go on as if what is wrong were not there."""

    gathering: bool = False
    found: list[FormError] = field(default_factory=list)

    def met(self, error: FormError) -> None:
        """Raises the error unless mistakes are gathered."""
        if not self.gathering:
            raise error
        self.found.append(error)

    def compiled(self, text: str | None, name: str, column: str) -> Expression | None:
        """The expression of a cell; None for an empty one, and for a wrong one where mistakes are gathered.

        Raises:
            FormError: with the expression's own code, the field's name and the column.
        """
        if text is None or not text.strip():
            return None
        try:
            return compile_expression(text.strip())
        except ExpressionError as error:
            details = {"name": name, "column": column, "expression": text.strip()[:200], "reason": error.reason}
            if error.code == "bad_pattern":
                details["what"], _, details["piece"] = error.reason.partition(" ")
            self.met(FormError(error.code, details=details))
        return None
