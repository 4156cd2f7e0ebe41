"""The texts of a compiled XForm: translations, labels that quote answers, hints, media beside a label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.model.form import Template
from forms.xform.faults import Faults
from forms.xform.label_marks import without_marks
from forms.xpath.expressions import Expression, local_name

XFORMS = "{http://www.w3.org/2002/xforms}"
_ITEXT = re.compile(r"\s*jr:itext\(\s*(['\"])(.+)\1\s*\)\s*\Z")
_LANGUAGE = re.compile(r".*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\s*\)\s*\Z")
_WORDS = (None, "long")
# Names without a code, as forms have them; "vn" is a country that is often taken for its language.
_CODES = {
    **dict.fromkeys(
        ("vietnamese", "vietnam", "viet nam", "tieng viet", "tieng viet nam", "viet", "vn", "vie", "vi-vn"), "vi"
    ),
    **dict.fromkeys(("english", "tieng anh", "anh", "anh ngu", "eng", "en-gb", "en-us"), "en"),
}
Templates = Mapping[str, Template]


def language_code(name: str) -> str:
    """ "vi" of "Tiếng Việt (vi)", "Vietnamese" or "vi"; an unknown name is its own code."""
    match = _LANGUAGE.match(name)
    letters = unicodedata.normalize("NFD", (match[1] if match else name).casefold().replace("đ", "d"))
    plain = " ".join(
        "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("_", " ").split()
    )
    return _CODES.get(plain) or (match[1].lower() if match else " ".join(name.casefold().split()))


def _place_of(key: str) -> tuple[str, str]:
    """The name and column of a text's id: /data/a:hint, /data/a:jr:constraintMsg, list-0."""
    ref, _, kind = key.partition(":")
    columns = {"jr:constraintMsg": "constraint_message", "jr:requiredMsg": "required_message"}
    return ref.rpartition("/")[2], columns.get(kind, kind or "label")


@dataclass
class Texts:
    """The itext of a form: words and media by id, each by language; media by kind in between."""

    faults: Faults = field(default_factory=Faults)
    languages: list[str] = field(default_factory=list)
    words: dict[str, dict[str, Template]] = field(default_factory=dict)
    media: dict[str, dict[str, dict[str, Template]]] = field(default_factory=dict)

    def read(self, model: Any) -> None:
        translations = model.findall(f"{XFORMS}itext/{XFORMS}translation")
        translations.sort(key=lambda translation: translation.get("default") is None)
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
                self.words.setdefault(key, {}).setdefault(language, self.template(value, *_place_of(key)))
            elif form != "short" and value.text:
                pieces = (re.sub(r"^(jr://[a-z]+/)+", "", value.text.strip()),)
                self.media.setdefault(key, {}).setdefault(form, {})[language] = pieces

    def template(self, element: Any, name: str, column: str = "label") -> Template:
        """Text with ``<output value="..."/>`` in between, as pieces."""
        pieces: list[str | Expression] = [element.text or ""]
        for child in element:
            if local_name(child) == "output":
                quoted = self.faults.compiled(child.get("value") or child.get("ref"), name, column)
                pieces.extend([] if quoted is None else [quoted])
            pieces.append(child.tail or "")
        return without_marks(tuple(piece for piece in pieces if piece != ""))

    def message(self, text: str | None) -> Templates:
        if not text:
            return {}
        key = _ITEXT.match(text)
        if key:
            return self.words.get(key[2], {})
        expression = self.faults.compiled(text, "", "message") if text.strip().startswith("jr:itext(") else None
        return {"": (text if expression is None else expression,)}

    def of(self, element: Any, name: str) -> Templates:
        """A label's or hint's words; a reference that is worked out becomes a template of one expression."""
        if element is None:
            return {}
        ref = element.get("ref")
        if ref is None:
            pieces = self.template(element, name)
            return {"": pieces} if pieces else {}
        key = _ITEXT.match(ref)
        if key:
            return self.words.get(key[2], {})
        expression = self.faults.compiled(ref, name, "label")
        return {} if expression is None else {"": (expression,)}

    def media_of(self, element: Any) -> Mapping[str, Templates]:
        key = _ITEXT.match(element.get("ref") or "") if element is not None else None
        return self.media.get(key[2], {}) if key else {}
