"""Forms drawn at random with defaults, calculations and stored values of the wrong type: no turn fails on any of them."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from forms.entry.draft import Draft
from forms.errors import FormError
from forms.load_compiled import load_compiled
from forms.model.form import Form
from forms.model.types import Type
from handlers.filling.format_answer import answered
from handlers.filling.question_card import Card, question_card
from handlers.filling.review_card import repeat_card, review_card, send_card
from tests.forms.player import NOW
from texts.catalogue import catalogue_for

VALUES = (
    *(
        "",
        "x",
        "31/12/2025",
        "2026-01-05 00:00:00",
        "2026-13-45",
        "2026-01-05T25:00",
        "8h30",
        "8:30",
        "24:00",
        "-1",
        "2.7",
    ),
    *(
        "1e9",
        "NaN",
        "Infinity",
        "9" * 40,
        "10.9,106.8",
        "91 181",
        "1 2",
        "a b",
        "a a",
        "zz",
        "OK",
        "true",
        "ｎ１２",
        "\u200b",
        "//",
    ),
)
CALCULATIONS = (
    *(
        "now()",
        "today() + 1",
        "format-date(today(), '%d/%m/%Y')",
        "1 div 0",
        "number('x')",
        "'31/12/2025'",
        "/data",
        "true()",
    ),
    *(
        "/data/f0",
        "concat(/data/f0, ' ', /data/f1)",
        "date(/data/f0)",
        "date-time(/data/f1)",
        "/data/f0 * 9999999999999999",
    ),
    *(
        "decimal-date-time(/data/f0)",
        "min(/data/f0, /data/f1)",
        "uuid(3)",
        "int(/data/f0)",
        "round(/data/f1, 40)",
        "''",
    ),
    *(
        "selected-at(/data/f0, 1)",
        "substr(/data/f1, -1)",
        "format-date(/data/f1, '%a %b')",
        "pow(10, 400)",
        "position(..)",
    ),
)
# The type of the bind and the control.
KINDS = (
    *(("string", "input"), ("int", "input"), ("decimal", "input"), ("date", "input"), ("time", "input")),
    *(("dateTime", "input"), ("geopoint", "input"), ("barcode", "input"), ("string", "select1"), ("string", "select")),
    *(("odk:rank", "rank"), ("string", "trigger"), ("binary", "upload"), ("int", "range"), ("decimal", "range")),
    *(("int", ""), ("date", ""), ("string", ""), ("geopoint", "")),
)
T = catalogue_for("vi")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    binds, controls, nodes, actions = [], [], [], []
    for at in range(draw(st.integers(2, 6))):
        ref, (kind, control) = f"/data/f{at}", draw(st.sampled_from(KINDS))
        # What a calculation reads stands before it, so that nothing reads itself.
        given = draw(st.sampled_from(("", "", "calculate", "relevant", "constraint", "required"))) if at > 1 else ""
        written = draw(st.sampled_from(CALCULATIONS))
        nodes.append(f"<f{at}>{draw(st.sampled_from(VALUES))}</f{at}>")
        bind = f" {given}={quoteattr(written)}" if given else ""
        read_only = ' readonly="true()"' if draw(st.booleans()) else ""
        binds.append(f'<bind nodeset="{ref}" type="{kind}"{bind}{read_only}/>')
        if draw(st.booleans()):
            value = quoteattr(draw(st.sampled_from(CALCULATIONS)))
            actions.append(f'<setvalue event="odk-instance-first-load" ref="{ref}" value={value}/>')
        items = "".join(f"<item><label>{n} năm</label><value>{n}</value></item>" for n in ("a", "b", "1"))
        inside = f"<label>Câu {at} <output value={quoteattr(written)}/></label>"
        look = draw(st.sampled_from(("", ' appearance="month-year"', ' appearance="year"')))
        more = (
            ' mediatype="image/*"'
            if control == "upload"
            else ' start="1" end="5" step="2"'
            if control == "range"
            else look
        )
        if control:
            inside += items if control in ("select1", "select", "rank") else ""
            controls.append(f'<{control} ref="{ref}"{more}>{inside}</{control}>')
    repeat = f'<repeat nodeset="/data/r" jr:count="/data/f{draw(st.integers(0, 1))}"><input ref="/data/r/t"/></repeat>'
    xml = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>T</h:title>'
        f'<model><instance><data id="t">{"".join(nodes)}<r><t/></r></data></instance>{"".join(binds)}{"".join(actions)}'
        f'</model></h:head><h:body>{"".join(controls)}<group ref="/data/r">{repeat}</group></h:body></h:html>'
    )
    try:
        return load_compiled(xml)
    except FormError:  # two calculations that read the whole document
        reject()


def looked_at(draft: Draft) -> None:
    """Everything that a turn shows of a draft, on a network with buttons and on one without."""
    for typed_only in (False, True):
        card = Card(T, 1, 1, date(2026, 11, 3), typed_only=typed_only)
        question = draft.question
        if question is not None:
            (repeat_card if question.kind is Type.REPEAT else question_card)(card, question)
    review_card(card, draft, "T")
    send_card(card, draft, urgent=False)
    for line in draft.review():
        answered(line, T)
    draft.obstacles()
    draft.coded()
    draft.texts()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), st.lists(st.tuples(st.integers(0, 5), st.sampled_from(VALUES)), max_size=6), st.data())
def test_no_value_of_the_wrong_type_stops_a_turn(form: Form, said: list[tuple[int, str]], data: st.DataObject) -> None:
    draft = Draft(form, now=NOW, new_id=lambda: "0001")
    for at, value in said:
        looked_at(draft)
        if f"/data/f{at}" in form.by_ref:
            draft.put(f"/data/f{at}", value)
            draft.keep(f"/data/f{at}")
        draft = Draft.load(form, draft.dump(), now=NOW, new_id=lambda: "0001")
    looked_at(draft)
    sent = draft.submission()
    for at in range(6):  # as an earlier version of the program, or another one, may have stored it
        value = data.draw(st.sampled_from(VALUES))
        sent = sent.replace(f"<f{at}/>", f"<f{at}>{value}</f{at}>")
    again = Draft.from_submission(form, sent, now=NOW, new_id=lambda: "0002")
    looked_at(again)
    looked_at(Draft.load(form, again.dump(), now=NOW.replace(day=9), new_id=lambda: "0003"))
