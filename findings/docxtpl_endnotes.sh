#!/usr/bin/env bash
# docxtpl 0.20.2 (python-docx 1.2.0, docxcompose 2.1.0): a Word template with a tag in the text, in a footnote and in an endnote.
# Guess: footnotes are rendered, so endnotes, which Word keeps in a part of the same shape, are as well; or a tag left over is an error.
# Seen: text and footnote are filled in, the endnote keeps its braces without a word; of the three names only that in the text is reported as needed.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0 docxcompose==2.1.0
venv/bin/python - <<'PYTHON'
import re
import zipfile

import docx
from docxtpl import DocxTemplate

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}s"


def notes(kind: str, tag: str) -> str:
    def note(number: int, what: str, inside: str) -> str:
        return f'<w:{kind} {what} w:id="{number}"><w:p><w:r>{inside}</w:r></w:p></w:{kind}>'

    parts = note(-1, 'w:type="separator"', "<w:separator/>"), note(0, 'w:type="continuationSeparator"', "<w:continuationSeparator/>")
    said = note(1, "", f'<w:t xml:space="preserve">{{{{ {tag} }}}}</w:t>')
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{kind}s {SPACE}>{"".join(parts)}{said}</w:{kind}s>'


plain = docx.Document()
plain.add_paragraph("{{ inside }} FEET")
plain.save("plain.docx")
with zipfile.ZipFile("plain.docx") as old, zipfile.ZipFile("template.docx", "w") as new:
    for name in old.namelist():
        content = old.read(name)
        if name == "[Content_Types].xml":
            more = "".join(f'<Override PartName="/word/{one}s.xml" ContentType="{KIND.format(one)}"/>' for one in ("footnote", "endnote"))
            content = content.replace(b"</Types>", more.encode() + b"</Types>")
        elif name == "word/_rels/document.xml.rels":
            more = "".join(
                f'<Relationship Id="rId{90 + n}" Type="{LINK.format(one)}" Target="{one}s.xml"/>' for n, one in enumerate(("footnote", "endnote"))
            )
            content = content.replace(b"</Relationships>", more.encode() + b"</Relationships>")
        elif name == "word/document.xml":
            marks = '</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:t>'
            content = content.replace(b"FEET", marks.encode())
        new.writestr(name, content)
    new.writestr("word/footnotes.xml", notes("footnote", "below"))
    new.writestr("word/endnotes.xml", notes("endnote", "at_the_end"))

template = DocxTemplate("template.docx")
wanted = {"inside": "one", "below": "two", "at_the_end": "three"}
missing = sorted(template.get_undeclared_template_variables())
template.render(wanted)
template.save("made.docx")
with zipfile.ZipFile("made.docx") as made:
    said = {name: re.sub("<[^>]+>", "", made.read(f"word/{name}.xml").decode()).strip() for name in ("document", "footnotes", "endnotes")}
print("variables reported:", missing)
print("text, footnote, endnote:", said)
assert "one" in said["document"] and said["footnotes"] == "two", "changed"
assert said["endnotes"] == "{{ at_the_end }}" and missing == ["inside"], "changed"
PYTHON
