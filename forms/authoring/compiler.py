"""From cells to the compiled XForm: pyxform's work, until it has no complaint left to make.

Only publishing comes here. pyxform takes 0.4 s to import, so the imports stand inside the functions.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

from forms.authoring.complaints import cautions, complaints
from forms.authoring.or_other import with_other_choice, with_other_words
from forms.authoring.repairs import Repairs
from forms.authoring.workbook.cells import Workbook
from forms.errors import FormError
from forms.model.form import FORM_NAMESPACE

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".md")
LARGEST = 10_000_000  # bytes of a spreadsheet, wherever it comes from
_MOST_ROUNDS = 40
_YES = ("yes", "true", "true()", "1")


@dataclass(frozen=True)
class Compiled:
    """A compiled XForm, and what pyxform said of it.

    xml: "" where nothing could be made of the sheets; with problems that of the sheets without what is wrong in them, good
    for finding more. warnings: what pyxform does otherwise than an author may have meant.
    """

    xml: str
    problems: tuple[FormError, ...] = ()
    warnings: tuple[FormError, ...] = ()


def compile_workbook(book: Workbook) -> Compiled:
    """Compile an XLSForm.

    pyxform stops at its first complaint: what it complains of is put aside, and it is asked again.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    with_other_choice(book)
    repairs, problems = Repairs(book), list[FormError]()
    for _round in range(_MOST_ROUNDS):
        said: list[str] = []
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = convert(book.as_dict(), form_name="data", warnings=said)
        except PyXFormError as error:
            found = complaints(error)
            problems += [form_error for form_error in found if form_error not in problems]
            # Every one is put aside; where that cannot be done there is nothing more to be heard.
            aside = [repairs.put_aside(form_error) for form_error in found]
            if not all(aside):
                break
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - cells can be such that anything below fails
            problems.append(FormError("bad_form", details={"reason": type(error).__name__}))
            break
        else:
            xml = _with_settings(result.xform, str(result._pyxform.get("review", "") or ""))
            return Compiled(with_other_words(xml), tuple(problems), tuple(cautions(said)))
    return Compiled("", tuple(problems))


def _with_settings(xml: str, review: str) -> str:
    marks = f'xmlns:langnghe="{FORM_NAMESPACE}"'
    if review.strip():
        marks += f' langnghe:review="{"yes" if review.strip().lower() in _YES else "no"}"'
    return xml.replace("<model ", f"<model {marks} ", 1)
