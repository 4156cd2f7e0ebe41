"""The texts of a compiled XForm: translations, labels that quote answers, hints, media beside a label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.errors import FormError
from forms.model.form import Template
from forms.xpath.expressions import Expression, ExpressionError, compile_expression, local_name

XFORMS = "{http://www.w3.org/2002/xforms}"
_ITEXT = re.compile(r"\s*jr:itext\(\s*(['\"])(.+)\1\s*\)\s*\Z")
_LANGUAGE = re.compile(r".*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*\Z")
_WORDS = (None, "long")
Templates = Mapping[str, Template]


def compiled(text: str | None, name: str, column: str) -> Expression | None:
    """The expression of a cell; None for an empty one.

    Raises:
        FormError: with the expression's own code, the field's name and the column.
    """
    if text is None or not text.strip():
        return None
    try:
        return compile_expression(text.strip())
    except ExpressionError as error:
        details = {"name": name, "column": column, "expression": text.strip()[:200], "reason": error.reason}
        raise FormError(error.code, details=details) from error


def template(element: Any, name: str) -> Template:
    """Text with ``<output value="..."/>`` in between, as pieces."""
    pieces: list[str | Expression] = [element.text or ""]
    for child in element:
        if local_name(child) == "output":
            quoted = compiled(child.get("value") or child.get("ref"), name, "label")
            pieces.extend([] if quoted is None else [quoted])
        pieces.append(child.tail or "")
    return tuple(piece for piece in pieces if piece != "")


def language_code(name: str) -> str:
    """ "vi" of "Tiếng Việt (vi)"; a name without a code is its own code."""
    match = _LANGUAGE.match(name)
    return match[1].lower() if match else name.strip()


@dataclass
class Texts:
    """The itext of a form: words and media by id, each by language; media by kind in between."""

    languages: list[str] = field(default_factory=list)
    words: dict[str, dict[str, Template]] = field(default_factory=dict)
    media: dict[str, dict[str, dict[str, Template]]] = field(default_factory=dict)

    def read(self, model: Any) -> None:
        translations = model.findall(f"{XFORMS}itext/{XFORMS}translation")
        translations.sort(key=lambda one: one.get("default") is None)
        for translation in translations:
            language = language_code(translation.get("lang", ""))
            self.languages.append(language)
            for text in translation.iter(f"{XFORMS}text"):
                self._text(text, text.get("id", ""), language)
        # pyxform fills what a translator left out with a dash: better the other language than a dash.
        for known in self.words.values():
            if any(pieces != ("-",) for pieces in known.values()):
                for language in [language for language, pieces in known.items() if pieces == ("-",)]:
                    del known[language]

    def _text(self, text: Any, key: str, language: str) -> None:
        for value in text.iter(f"{XFORMS}value"):
            form = value.get("form")
            if form in _WORDS:
                self.words.setdefault(key, {}).setdefault(language, template(value, key))
            elif form != "short" and value.text:
                pieces = (re.sub(r"^(jr://[a-z]+/)+", "", value.text.strip()),)
                self.media.setdefault(key, {}).setdefault(form, {})[language] = pieces

    def message(self, text: str | None) -> Templates:
        if not text:
            return {}
        key = _ITEXT.match(text)
        if key:
            return self.words.get(key[2], {})
        expression = compiled(text, "", "message") if text.strip().startswith("jr:itext(") else None
        return {"": (text if expression is None else expression,)}

    def of(self, element: Any, name: str) -> Templates:
        """A label's or hint's words; a reference that is worked out becomes a template of one expression."""
        if element is None:
            return {}
        ref = element.get("ref")
        if ref is None:
            pieces = template(element, name)
            return {"": pieces} if pieces else {}
        key = _ITEXT.match(ref)
        if key:
            return self.words.get(key[2], {})
        expression = compiled(ref, name, "label")
        return {} if expression is None else {"": (expression,)}

    def media_of(self, element: Any) -> Mapping[str, Templates]:
        key = _ITEXT.match(element.get("ref") or "") if element is not None else None
        return self.media.get(key[2], {}) if key else {}
