"""A report corrected is an edit as OpenRosa has it: another instanceID, the old one as deprecatedID, all else as it was."""

from __future__ import annotations

from itertools import count

from lxml import etree

from forms.entry.draft import Draft
from forms.load_compiled import load_compiled
from forms.model.form import Form
from tests.forms.player import NOW, Player, form_of


def meta(document: str, name: str) -> str:
    found = etree.fromstring(document.encode()).xpath(f"//*[local-name()='{name}']")
    return (found[0].text or "") if found else ""


def corrected(form: Form, sent: str, ref: str, value: str, ids: count[int]) -> str:
    draft = Draft.from_submission(form, sent, now=NOW, new_id=lambda: str(next(ids)))
    assert draft.put(ref, value).ok
    text = draft.dump()
    return Draft.load(form, text, now=NOW, new_id=lambda: str(next(ids))).submission()


def test_each_correction_has_an_identifier_of_its_own_and_names_the_one_before() -> None:
    form = form_of("| survey |", "| | type | name | label |", "| | text | t | Chữ |")
    ids = count(1)
    draft = Draft(form, now=NOW, new_id=lambda: str(next(ids)))
    assert draft.put("t", "một").ok
    first = draft.submission()
    assert draft.submission() == first
    assert (meta(first, "instanceID"), meta(first, "deprecatedID")) == ("uuid:1", "")
    second = corrected(form, first, "t", "hai", ids)
    third = corrected(form, second, "t", "ba", ids)
    assert meta(second, "deprecatedID") == meta(first, "instanceID")
    assert meta(third, "deprecatedID") == meta(second, "instanceID")
    assert len({meta(one, "instanceID") for one in (first, second, third)}) == 3


def test_the_identifier_is_there_from_the_beginning() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | calculation |",
        "| | calculate | code | | substr(${instanceID}, 5, 9) |",
        "| | text | z | Mã phiếu ${code}: ý kiến? | |",
    )
    player = Player(form)
    assert player.sees().label == "Mã phiếu 0001: ý kiến?"
    assert "<instanceID>uuid:0001</instanceID>" in player.draft.submission()


def test_what_was_set_when_the_report_began_is_not_set_again() -> None:
    form = form_of(
        "| survey |",
        "| | type | name | label | default | relevant |",
        "| | date | day | Ngày | today() | |",
        "| | text | place | Nơi | concat('ấp ', 1) | ${day} > '2026-01-01' |",
        "| | begin repeat | r | R | | |",
        "| | text | who | Ai? | concat('ông ', position(..)) | |",
        "| | end repeat | | | | |",
    )
    player = Player(form)
    assert player.adds("/data/r").ok
    assert player.skips("day").ok
    assert player.skips("/data/r[2]/who").ok
    sent = player.draft.submission()
    assert "<place>" not in sent
    again = Draft.from_submission(form, sent, now=NOW.replace(day=9), new_id=lambda: "2")
    assert [again.value(ref) for ref in ("day", "/data/r[1]/who", "/data/r[2]/who")] == ["", "ông 1", ""]
    assert again.put("day", "2026-11-07").ok
    assert again.value("place") == ""


ATTRIBUTES = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title>'
    '<model><instance xmlns:ex="http://example.org/e"><data id="t" version="1" ex:odd="q"><a by=""/><b/></data></instance>'
    '<setvalue event="odk-instance-first-load" ref="/data/a/@by">An</setvalue></model></h:head>'
    '<h:body><input ref="/data/a"><label>A</label><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a/@by"/>'
    '</input><input ref="/data/b"><label>B</label></input></h:body></h:html>'
)


def test_attributes_and_their_prefixes_are_kept_and_can_be_set() -> None:
    form = load_compiled(ATTRIBUTES)
    player = Player(form)
    assert player.answers("a", "x").ok
    sent = player.draft.submission()
    assert 'xmlns:ex="http://example.org/e" id="t" version="1" ex:odd="q"><a by="An">x</a><b>An</b>' in sent
    seen = sent.replace('id="t"', 'xmlns:k="http://example.org/k" k:seen="1" id="t"').replace('by="An"', 'by="Bình"')
    draft = Draft.from_submission(form, seen, now=NOW, new_id=lambda: "2")
    assert draft.put("a", "y").ok
    again = draft.submission()
    assert 'k:seen="1"' in again
    assert '<a by="Bình">y</a><b>Bình</b>' in again
