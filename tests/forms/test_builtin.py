"""The built-in forms, walked whole in both languages, on drafts loaded anew at every step."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from forms.authoring.compile_builtin import FOLDER, compile_all
from forms.builtin_forms import NAMES, builtin, default_list
from forms.entry.draft import Draft
from forms.model.form import Form
from forms.model.types import Type
from tests.forms.player import NOW, Player, leaves

ITEMS = [
    {"name": "item_1", "label": "Thu hồi đất cụm công nghiệp", "topic": "land"},
    {"name": "item_2", "label": "Giá điện", "topic": "infrastructure"},
    *default_list("items"),
]
PLACES = [{"name": "an_phu", "label": "xã An Phú"}, *default_list("places")]
ITEMSETS = {
    "items": ITEMS,
    "places": PLACES,
    "strata": list(default_list("strata")),
    "audiences": [{"name": "everyone", "label": "Tất cả cộng tác viên", "label::en": "Everyone"}],
    "survey_units": [{"name": "everyone", "label": "Tất cả cộng tác viên", "label::en": "Everyone"}],
    "poll_groups": [{"name": "1", "label": "Cộng tác viên", "label::en": "Collaborators"}],
    "audience_parts": [{"name": "level-local", "label": "Cấp cơ sở", "label::en": "Local level"}],
    "months": [{"name": "2026-12", "label": "tháng 12/2026", "label::en": "December 2026"}],
}
SECRETS = {
    "vi": "Không ghi bí mật nhà nước. Không ghi tên, số điện thoại, ảnh rõ mặt của ai.",
    "en": "No state secrets. No one's name, phone number or clearly shown face.",
}
PERIODIC = {
    "item": "item_1",
    "gist": "Đền bù thấp hơn giá thị trường.",
    "strata": "farmers elderly",
    "main": "disagree",
    "share": "three_quarters",
    "urgency": "soon",
    "rest": "concerned",
    "spread": "commune",
    "source": "direct meeting",
    "cause": "policy execution",
    "forecast": "spread",
    "proposal": "Tổ chức đối thoại.",
}


def periodic(language: str = "vi") -> Player:
    player = Player(builtin("periodic"), itemsets=ITEMSETS, language=language)
    assert player.prefills("place", "an_phu").ok
    return player


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_form_is_a_fresh_compile_of_its_table(name: str) -> None:
    assert (FOLDER / f"{name}.xml").read_text("utf-8") == compile_all()[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_label_hint_and_choice_has_both_languages(name: str) -> None:
    form = builtin(name)
    assert form.languages == ("vi", "en")
    for field in form.fields:
        if field.kind.asked or field.kind is Type.NOTE:
            assert set(field.labels) == {"vi", "en"}, field.ref
            assert not field.hints or set(field.hints) == {"vi", "en"}, field.ref
            assert not field.constraint_messages or set(field.constraint_messages) == {"vi", "en"}, field.ref
            for choice in field.choices:
                assert form.choice_label(field.ref, choice, "vi") != choice or choice[0].isdigit()
    for labels in form.choice_labels.values():
        assert all(set(label) == {"vi", "en"} for label in labels.values())


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_builtin_form_is_walked_to_a_submission(name: str, language: str) -> None:
    player = Player(builtin(name), itemsets=ITEMSETS, language=language)
    for _step in range(60):
        question = player.draft.question
        if question is None:
            break
        assert question.label
        assert 1 <= question.number <= question.total
        answer = "Trả lời" if question.kind is Type.TEXT else "2026-11-25"
        if question.kind.is_select:
            assert question.choices
            answer = question.choices[0].name
        assert player.answers(question.ref, answer).ok
    draft = player.draft
    assert draft.question is None
    assert draft.missing() == ()
    assert draft.at_review == (name != "urgent")
    allowed = {field.name for field in player.form.fields}
    assert set(leaves(draft.submission())) <= allowed


@pytest.mark.parametrize("language", ["vi", "en"])
def test_forms_for_reports_open_with_the_warning_at_the_first_question(language: str) -> None:
    for name in ("periodic", "urgent", "thematic", "review"):
        question = Player(builtin(name), itemsets=ITEMSETS, language=language).sees()
        assert question.notes == (SECRETS[language],)
        assert question.number == 1


def test_the_periodic_report_of_a_member_with_a_commune() -> None:
    player = periodic()
    asked, totals = [], set()
    while (question := player.draft.question) is not None:
        asked.append(question.name)
        totals.add(question.total)
        assert player.answers(question.ref, PERIODIC[question.name]).ok
        if player.draft.at_review and player.draft.value("more") == "":
            assert (asked, totals) == (list(PERIODIC)[:6], {6}), "six questions, of which the number stays"
            assert player.draft.missing() == ()
            assert player.answers("more", "OK").ok
            totals = set()
    assert asked == list(PERIODIC)
    assert totals == {12}
    draft = player.draft
    assert draft.at_review
    assert draft.texts() == {"gist": PERIODIC["gist"], "proposal": PERIODIC["proposal"]}
    coded = draft.coded()
    assert coded["topic"] == ("land",)
    assert coded["place"] == ("an_phu",)
    assert coded["strata"] == ("farmers", "elderly")
    assert [coded[f"share_{stance}"] for stance in ("agree", "concerned", "disagree", "unclear")] == [
        ("0",),
        ("25",),
        ("75",),
        ("0",),
    ]
    lines = {line.name: line for line in draft.review()}
    assert lines["item"].shown == "Thu hồi đất cụm công nghiệp"
    assert lines["strata"].shown == "Nông dân, Người cao tuổi, hưu trí"
    assert lines["photo"].changeable
    assert not lines["photo"].answered
    assert "topic" not in lines


@pytest.mark.parametrize(
    ("main", "share", "rest", "shares"),
    [
        ("agree", "almost_all", None, (90, 0, 0, 10)),
        ("agree", "half", "unclear", (50, 0, 0, 50)),
        ("concerned", "half", "agree", (50, 50, 0, 0)),
        ("even", None, None, (50, 0, 50, 0)),
        ("unclear", None, None, (0, 0, 0, 100)),
    ],
)
def test_shares_are_calculated_and_always_make_a_hundred(
    main: str, share: str | None, rest: str | None, shares: tuple[int, ...]
) -> None:
    player = periodic()
    assert player.answers("more", "OK").ok
    # Asked first for the most, then narrowed: what is no longer relevant must not leak into the shares.
    for ref, value in (("main", "disagree"), ("share", "half"), ("rest", "concerned"), ("main", main)):
        assert player.answers(ref, value).ok
    if share:
        assert player.answers("share", share).ok
    else:
        assert player.answers("share", "half").code == "irrelevant"
    if rest:
        assert player.answers("rest", rest).ok
    elif share:
        assert player.answers("rest", "unclear").code == "irrelevant"
    coded = player.draft.coded()
    found = tuple(int(coded[f"share_{stance}"][0]) for stance in ("agree", "concerned", "disagree", "unclear"))
    assert found == shares
    assert sum(found) == 100


def test_the_rest_cannot_think_what_most_people_think() -> None:
    player = periodic()
    for ref, value in (("more", "OK"), ("main", "agree"), ("share", "half"), ("rest", "concerned")):
        assert player.answers(ref, value).ok
    assert player.answers("rest", "agree").code == "not_a_choice"
    assert player.answers("main", "concerned").ok
    assert player.draft.value("rest") == ""
    player.answers("item", "item_1")
    assert player.draft.question is not None


def test_another_matter_asks_its_topic() -> None:
    player = periodic()
    assert player.answers("item", "other").ok
    assert player.sees().name == "topic"
    assert player.answers("topic", "health").ok
    assert player.draft.coded()["topic"] == ("health",)
    assert player.answers("item", "item_2").ok
    assert player.draft.coded()["topic"] == ("infrastructure",)


def test_only_a_member_without_a_commune_is_asked_the_place() -> None:
    with_place, without = periodic(), Player(builtin("periodic"), itemsets=ITEMSETS)
    assert without.sees().total == with_place.sees().total + 1
    with_place.goes_to("place")
    assert with_place.sees().number == 0
    assert with_place.answers("place", "other").ok
    assert with_place.sees().name == "item"


def test_four_groups_are_too_many() -> None:
    player = periodic()
    question = player.draft.ask("strata")
    assert question.max_choices == 3
    verdict = player.answers("strata", "farmers youth women elderly")
    assert (verdict.code, verdict.author_message) == ("constraint", "Chọn nhiều nhất ba nhóm.")


def test_an_early_answer_is_corrected_and_the_draft_returns_where_it_was() -> None:
    player = periodic()
    for name in ("item", "gist", "strata"):
        assert player.answers(name, PERIODIC[name]).ok
    player.goes_to("gist")
    assert player.sees().value == PERIODIC["gist"]
    assert player.answers("gist", "Sửa lại.").ok
    assert player.sees().name == "main"
    assert player.goes_back()
    assert player.goes_back()
    assert player.sees().name == "gist"


def test_the_urgent_form_takes_four_answers_and_has_no_review_page() -> None:
    player = Player(builtin("urgent"), itemsets=ITEMSETS)
    for name, value in (("what", "crowd"), ("place", "an_phu"), ("gist", "Từ 8 giờ."), ("source", "witness")):
        question = player.sees()
        assert (question.name, question.total) == (name, 4)
        assert player.answers(name, value).ok
    assert player.answers("photo", "anh1").ok
    draft = player.draft
    assert draft.question is None
    assert not draft.at_review
    assert draft.place == ""
    assert leaves(draft.submission())["photo"] == "anh1"


def test_a_place_that_is_typed_follows_the_choice_of_another_place() -> None:
    player = Player(builtin("urgent"), itemsets=ITEMSETS)
    assert player.answers("what", "crowd").ok
    assert player.answers("place", "other").ok
    assert player.sees().name == "place_text"
    assert player.answers("place_text", "Chợ Mới, xã Bình An").ok
    assert player.sees().name == "gist"


def prompt() -> Player:
    player = Player(builtin("prompt"), itemsets=ITEMSETS)
    for ref, value in (("kind", "monthly"), ("title", "Nội dung nắm bắt tháng 11")):
        assert player.answers(ref, value).ok
    return player


def test_staff_write_three_matters_and_skip_the_fourth() -> None:
    player = prompt()
    for number in (1, 2, 3):
        assert player.sees().name == f"item_{number}"
        assert player.answers(f"item_{number}", f"Nội dung thứ {number}").ok
        assert player.answers(f"topic_{number}", "land").ok
    assert player.skips("item_4").ok
    assert player.sees().name == "audience"
    assert player.answers("audience", "everyone").ok
    assert player.answers("due", "2026-11-04").author_message == "Hạn trả lời không được ở trước hôm nay."
    assert player.answers("due", "2026-11-25").ok
    assert player.answers("when", "now").ok
    draft = player.draft
    assert draft.at_review
    assert draft.value("due_hour") == "17:00"
    assert "item_5" not in leaves(draft.submission())


def test_a_prompt_needs_one_matter() -> None:
    player = prompt()
    assert player.skips("item_1").code == "required"


@pytest.mark.parametrize("name", ["topic", "strata", "items", "places"])
def test_default_lists_speak_both_languages(name: str) -> None:
    rows = default_list(name, "en")
    assert all(row["label"] == row["label::en"] and row["label::vi"] for row in rows)
    assert rows[-1]["name"] == "other"


def test_the_topic_list_is_the_same_everywhere() -> None:
    names = tuple(row["name"] for row in default_list("topic"))
    for form in (builtin("periodic"), builtin("thematic")):
        assert form.field("topic").choices == names
        assert form.figures_missing() == ()
    assert builtin("prompt").field("topic_8").choices == names


def test_a_submission_is_opened_again_for_correction() -> None:
    player = periodic()
    for name, value in {"more": "OK", **PERIODIC}.items():
        assert player.answers(name, value).ok
    form: Form = player.form
    sent = player.draft.submission()
    draft = Draft.from_submission(form, sent, now=NOW, new_id=lambda: "0002", itemsets=ITEMSETS)
    assert draft.at_review
    assert draft.coded() == player.draft.coded()
    assert draft.put("main", "even").ok
    assert "rest" not in leaves(draft.submission())
    assert draft.at_review
    assert Draft.load(form, draft.dump(), now=NOW, new_id=lambda: "3", itemsets=ITEMSETS).at_review


def test_running_a_builtin_form_never_loads_the_compiler() -> None:
    code = (
        "import sys; from forms.builtin_forms import builtin; from forms.entry.draft import Draft; import datetime as d\n"
        "Draft(builtin('prompt'), now=d.datetime(2026, 11, 5, tzinfo=d.timezone.utc), new_id=str).question\n"
        "assert 'pyxform' not in sys.modules"
    )
    root = Path(__file__).parent.parent.parent
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
