"""One answer a person, a quota, an hour, an officer: what is taken of a survey and what is not."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlmodel import select

from services import restores
from services.actor import Actor, NotPermitted
from services.surveys import answering, links, surveys
from services.surveys.answering import Refusal
from services.surveys.questionnaire import (
    NO_ANSWER,
    NotAskable,
    Option,
    Question,
    asked,
    dump,
    from_form,
    load,
    options_of,
)
from storage.engine.database import Database
from storage.surveys import survey_answers as stored
from storage.surveys import surveys as rows
from storage.tables import Counter, Drawn, Restore, Role, Survey, SurveyEnd, SurveyStatus, SurveyWaiting
from tests.services.surveys.poll import answers, member_answers, open_survey, respondent
from tests.storage.scene import TODAY, Scene, make


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def test_member_answers_once_whatever_the_network_and_others_not_at_all(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 2, unit_id=scene.binh_hoa)
    an = poll.people[0]
    assert not isinstance(database.run_now(lambda s: member_answers(s, scene, poll, an, {"q1": "a1"}, now)), Refusal)
    assert database.run_now(lambda s: member_answers(s, scene, poll, an, {"q1": "a2"}, now)) is Refusal.ANSWERED
    assert database.run_now(lambda s: member_answers(s, scene, poll, scene.ba, {"q1": "a2"}, now)) is Refusal.UNKNOWN
    leader = Actor(scene.binh, frozenset({Role.LEADER}))
    with pytest.raises(NotPermitted):
        database.run_now(lambda s: answers(s, respondent(s, scene, scene.binh), poll.survey, {"q1": "a2"}, now, leader))
    assert database.read_now(lambda s: stored.waiting(s, poll.survey)) == 1


def test_answers_are_written_five_at_a_time_and_counted_in_fives_until_the_quota_closes(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 12, quota=11)
    counted: list[int | None] = []
    for member in poll.people:
        database.run_now(lambda s, m=member: member_answers(s, scene, poll, m, {"q1": "a1", "q2": "b1 b3"}, now))  # type: ignore[misc]
        for survey_id, _version in database.read_now(lambda s: rows.due(s, now, stored.BATCH)):
            database.run_now(lambda s, n=survey_id: surveys.tick(s, n, now, TODAY))  # type: ignore[misc]
        found = database.read_now(lambda s: surveys.standing(s, poll.staff, poll.survey, now))
        assert found is not None
        counted.append(found.answered)
    assert counted == [None] * 4 + [5] * 5 + [10] * 3, "the twelfth came after the quota"
    end = now + timedelta(minutes=30)
    assert database.read_now(lambda s: rows.due(s, end, stored.BATCH))
    told = database.run_now(lambda s: surveys.tick(s, poll.survey, end, TODAY))
    assert len(told) == 1
    survey = database.read_now(lambda s: rows.get(s, poll.survey))
    assert survey is not None and (survey.status, survey.ended) == (SurveyStatus.CLOSED, SurveyEnd.QUOTA)
    kept = database.read_now(lambda s: stored.given(s, poll.survey))
    assert len(kept) == 11 and {tuple(one.choices["q2"]) for one in kept} == {("b1", "b3")}


def test_no_answer_stands_alone_and_back_keeps_what_was_chosen(database: Database, scene: Scene, now: datetime) -> None:
    poll = open_survey(database, scene, now, 1)

    def work(session):  # type: ignore[no-untyped-def]
        who = respondent(session, scene, poll.people[0])
        actor = Actor(poll.people[0], frozenset({Role.COLLABORATOR}))
        answering.begin(session, actor, who, poll.survey, now, TODAY)
        answering.choose(session, who, poll.survey, 1, 0, now)
        assert answering.choose(session, who, poll.survey, 1, 1, now) is Refusal.STALE, "an old button"
        assert answering.go_on(session, who, poll.survey, 2, now).number == 2, "nothing is chosen yet"  # type: ignore[union-attr]
        answering.choose(session, who, poll.survey, 2, 0, now)
        answering.choose(session, who, poll.survey, 2, 1, now)
        step = answering.choose(session, who, poll.survey, 2, 3, now)
        assert step.chosen == {NO_ANSWER}  # type: ignore[union-attr]
        step = answering.choose(session, who, poll.survey, 2, 2, now)
        assert step.chosen == {"b3"}  # type: ignore[union-attr]
        step = answering.back(session, who, poll.survey, now)
        assert (step.number, step.chosen) == (1, {"a1"})  # type: ignore[union-attr]
        assert answering.send(session, who, poll.survey, now) is Refusal.STALE

    database.run_now(work)


def test_officer_closes_at_once_and_what_was_begun_is_thrown_away(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 2)

    def work(session):  # type: ignore[no-untyped-def]
        who = respondent(session, scene, poll.people[0])
        actor = Actor(poll.people[0], frozenset({Role.COLLABORATOR}))
        answering.begin(session, actor, who, poll.survey, now, TODAY)
        with pytest.raises(NotPermitted):
            surveys.close(session, actor, poll.survey, now, TODAY)
        assert surveys.close(session, poll.staff, poll.survey, now, TODAY).done  # type: ignore[union-attr]
        assert not surveys.close(session, poll.staff, poll.survey, now, TODAY).done  # type: ignore[union-attr]
        assert answering.choose(session, who, poll.survey, 1, 0, now) is Refusal.OVER

    database.run_now(work)
    assert database.read_now(lambda s: stored.given(s, poll.survey)) == []


def test_options_are_shuffled_by_person_but_for_those_that_belong_at_the_end() -> None:
    names = ("a", "b", "c", "d", "other", "unclear", NO_ANSWER)
    question = Question("q", "?", tuple(Option(name, name) for name in names), shuffled=True)
    orders = {tuple(one.name for one in question.in_order(seed)) for seed in range(40)}
    assert len(orders) > 10
    assert all(order[4:] == names[4:] and set(order[:4]) == set(names[:4]) for order in orders)
    assert question.in_order(7) == question.in_order(7), "the same person sees the same order"


def test_options_are_read_as_they_are_typed() -> None:
    assert options_of("1. Nước; 2) Điện\n- Đường\n\nNước") == ["Nước", "Điện", "Đường"]


def test_form_with_choices_alone_is_asked_as_a_survey_and_others_say_why_not(now: datetime) -> None:
    from forms.authoring.load import load
    from forms.builtin_forms import builtin

    sheet = (
        "| survey |  |  |  |\n| | type | name | label |\n| | select_one yn | road | Đường tốt chưa? |\n"
        "| | select_multiple yn | more | Gì nữa? |\n{more}"
        "| choices |  |  |  |\n| | list_name | name | label |\n| | yn | yes | Tốt |\n| | yn | no | Chưa |\n"
    )
    found = from_form(load(sheet.format(more="").encode(), kind="md"), "vi", "Không trả lời", now)
    assert [(one.name, one.several, [o.name for o in one.options]) for one in found] == [
        ("road", False, ["yes", "no", NO_ANSWER]),
        ("more", True, ["yes", "no", NO_ANSWER]),
    ]
    with pytest.raises(NotAskable) as refused:
        from_form(load(sheet.format(more="| | text | why | Vì sao? |\n").encode(), kind="md"), "vi", "—", now)
    assert (refused.value.code, refused.value.label) == ("not_a_choice", "Vì sao?")
    with pytest.raises(NotAskable):
        from_form(builtin("periodic"), "vi", "—", now)


CONDITIONS = """
| survey |  |  |  |  |
| | type | name | label | relevant |
| | select_one yn | road | Đường tốt chưa? | |
| | select_one yn | told | Đã báo chưa? | ${road} = 'no' |
| | select_one yn | done | Đã sửa chưa? | not(${told} != 'yes') |
| | begin_group | rest | Khác | selected(${road}, 'yes') or ${road} = '' |
| | select_multiple yn | more | Gì nữa? | |
| | end_group | | | |
| | select_one yn | last | Còn gì không? | {last} |
| choices |  |  |  |
| | list_name | name | label |
| | yn | yes | Rồi |
| | yn | no | Chưa |
"""


def with_conditions(now: datetime, last: str = "") -> tuple[Question, ...]:
    from forms.authoring import load as sheets

    return from_form(sheets.load(CONDITIONS.replace("{last}", last).encode(), kind="md"), "vi", "Không trả lời", now)


def test_question_after_answers_to_one_earlier_question_is_read_and_asked_of_whom_the_form_asks_it(
    now: datetime,
) -> None:
    found = with_conditions(now)
    assert [(one.name, one.after and (one.after.question, one.after.options)) for one in found] == [
        ("road", None),
        ("told", ("road", ("no",))),
        ("done", ("told", ("yes",))),
        ("more", ("road", ("yes", NO_ANSWER))),
        ("last", None),
    ]
    assert load(dump(found)) == found
    of = [
        [one.name for one in asked(found, {"road": [road], "told": [told]})]
        for road, told in (("no", "yes"), ("no", "no"), ("yes", "yes"), (NO_ANSWER, NO_ANSWER))
    ]
    assert of == [
        ["road", "told", "done", "last"],
        ["road", "told", "last"],
        ["road", "more", "last"],
        ["road", "more", "last"],
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "${road} = 'no' and ${told} = 'yes'",  # of two answers: how many were asked would be a cell of a cross table
        "selected(${more}, 'yes')",
        "${told} != 'yes'",  # also of whom it is not asked
        "today() > date('2020-01-01')",
        "${road} = ''",
    ],
)
def test_question_that_hangs_on_more_than_one_answer_is_no_surveys(now: datetime, condition: str) -> None:
    with pytest.raises(NotAskable) as refused:
        with_conditions(now, condition)
    assert (refused.value.code, refused.value.label) == ("conditional", "Còn gì không?")


def test_answers_go_forth_and_back_past_what_is_not_asked_and_what_was_changed_is_not_kept(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 1, questions=with_conditions(now))
    actor = Actor(poll.people[0], frozenset({Role.COLLABORATOR}))

    def work(session):  # type: ignore[no-untyped-def]
        who = respondent(session, scene, poll.people[0])
        seen = []

        def at(step):  # type: ignore[no-untyped-def]
            seen.append(step.question.name if step.question else "end")
            return step.number

        number = at(answering.begin(session, actor, who, poll.survey, now, TODAY))
        for place in (1, 0, 0):  # road: no, told: yes, done: yes
            number = at(answering.choose(session, who, poll.survey, number, place, now))
        for _ in range(3):
            number = at(answering.back(session, who, poll.survey, now))
        number = at(answering.choose(session, who, poll.survey, number, 0, now))  # road: yes after all
        answering.choose(session, who, poll.survey, number, 2, now)
        number = at(answering.go_on(session, who, poll.survey, number, now))
        at(answering.choose(session, who, poll.survey, number, 1, now))
        number = at(answering.back(session, who, poll.survey, now))
        at(answering.back(session, who, poll.survey, now))
        at(answering.go_on(session, who, poll.survey, 4, now))
        at(answering.choose(session, who, poll.survey, number, 1, now))
        answering.send(session, who, poll.survey, now)
        return seen, [orjson.loads(row)["choices"] for row in session.scalars(select(SurveyWaiting.answer))]

    seen, kept_ = database.run_now(work)
    assert seen == [
        *("road", "told", "done", "last", "done", "told", "road", "more", "last", "end", "last", "more", "last", "end")
    ]
    assert kept_ == [{"road": ["yes"], "more": [NO_ANSWER], "last": ["no"]}]


def test_survey_that_was_to_open_before_a_backup_came_back_waits_for_a_word_and_is_sent_once(
    database: Database, scene: Scene, now: datetime
) -> None:
    hour = timedelta(hours=1)
    poll = open_survey(database, scene, now, 2, opens_at=now + hour)
    then = now + 3 * hour

    def restored(session):  # type: ignore[no-untyped-def]
        session.add(Restore(made_at=now, restored_at=now + 2 * hour, next_at=then))
        session.flush()
        return session.scalars(select(Restore.id)).one()

    restore = database.run_now(restored)
    held = now + 2 * hour
    assert database.read_now(lambda s: rows.due(s, then, stored.BATCH, held)) == []
    database.run_now(lambda s: restores.decide(s, poll.staff, restore, then, sends=False))
    survey = database.read_now(lambda s: rows.get(s, poll.survey))
    assert survey is not None and survey.status is SurveyStatus.OPEN, "it is open, and nobody was written to"
    assert database.read_now(lambda s: rows.due(s, then, stored.BATCH)) == []


def test_closed_link_takes_nothing_more_of_whoever_is_in_the_middle(
    database: Database, scene: Scene, now: datetime
) -> None:
    """A stranger and a collaborator who fills in for others, each before the last question and before sending."""
    poll = open_survey(database, scene, now, 0, drawn=Drawn.SELF_CHOSEN)

    def work(session):  # type: ignore[no-untyped-def]
        link = links.make(session, poll.staff, poll.survey, "Chợ", now)
        collaborator = Actor(scene.an, frozenset({Role.COLLABORATOR}))
        begun = [(links.guest, (1, "c"), None), (links.in_person, (scene.an,), collaborator)]
        for door, key, actor in begun:
            answering.begin(session, actor, door(*key, link.id), poll.survey, now, TODAY)
            answering.choose(session, door(*key), poll.survey, 1, 0, now)
        links.close(session, poll.staff, link.id, now)
        for door, key, actor in begun:
            for act in (
                lambda who: answering.choose(session, who, poll.survey, 2, 0, now),
                lambda who: answering.send(session, who, poll.survey, now),
                lambda who, actor=actor: answering.begin(session, actor, who, poll.survey, now, TODAY),
            ):
                assert act(door(*key)) is Refusal.OVER
        assert stored.waiting(session, poll.survey) == 0

    database.run_now(work)


def test_crowd_counts_whoever_sits_down_by_a_link_that_is_there_and_no_row_tells_when(
    database: Database, scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PER_HOUR", 2)
    poll, crowd = open_survey(database, scene, now, 0, drawn=Drawn.SELF_CHOSEN), answering.Crowd()

    def work(session):  # type: ignore[no-untyped-def]
        link = links.make(session, poll.staff, poll.survey, "Chợ", now).id

        def begin(chat: str, link: int, at: datetime = now) -> object:
            return answering.begin(session, None, links.guest(1, chat, link), poll.survey, at, TODAY, crowd=crowd)

        assert [begin("x", link + 7) for _ in range(3)] == [Refusal.UNKNOWN] * 3, "a forged number"
        assert not [one for one in [begin("a", link) for _ in range(5)] if isinstance(one, Refusal)], "pressed often"
        assert not isinstance(begin("b", link), Refusal)
        assert begin("c", link) is Refusal.CROWDED and not isinstance(begin("a", link), Refusal)
        assert not isinstance(begin("c", link, now + timedelta(hours=1)), Refusal)
        assert session.scalars(select(Counter).where(Counter.name.contains("survey"))).all() == []  # type: ignore[attr-defined]

    database.run_now(work)


def test_pilot_that_nobody_opened_ends_at_its_hour_and_nothing_of_it_stays(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 1, opens_at=now + timedelta(days=1))
    end = now + timedelta(days=3)

    def tried(session):  # type: ignore[no-untyped-def]
        rows.get(session, poll.survey).status = SurveyStatus.PILOT
        member_answers(session, scene, poll, poll.people[0], {"q1": "a1"}, now)

    database.run_now(tried)
    assert database.read_now(lambda s: rows.due(s, end - timedelta(seconds=1), stored.BATCH)) == []
    assert [number for number, _ in database.read_now(lambda s: rows.due(s, end, stored.BATCH))] == [poll.survey]
    assert len(database.run_now(lambda s: surveys.tick(s, poll.survey, end, TODAY))) == 1
    survey = database.read_now(lambda s: rows.get(s, poll.survey))
    assert survey is not None and survey.status is SurveyStatus.CANCELLED
    assert database.read_now(lambda s: stored.waiting(s, poll.survey)) == 0


def test_form_beside_that_was_sent_is_not_sent_again_and_does_not_ask_for_another(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 0, drawn=Drawn.SELF_CHOSEN)

    def work(session):  # type: ignore[no-untyped-def]
        link = links.make(session, poll.staff, poll.survey, "Chợ", now)
        who, actor = links.in_person(scene.an, link.id), Actor(scene.an, frozenset({Role.COLLABORATOR}))
        assert not isinstance(answers(session, who, poll.survey, {"q1": "a1"}, now, actor), Refusal)
        assert answering.send(session, who, poll.survey, now) is Refusal.ANSWERED
        assert stored.waiting(session, poll.survey) == 1

    database.run_now(work)


def test_who_has_not_answered_is_asked_in_four_statements_however_many_there_are(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = open_survey(database, scene, now, 30)
    database.run_now(lambda s: member_answers(s, scene, poll, poll.people[0], {}, now))

    def silent(session: Session) -> tuple[list[int], int]:
        survey, asked = session.get(Survey, poll.survey), list[str]()
        assert survey is not None
        event.listen(session.connection(), "before_cursor_execute", lambda *heard: asked.append(heard[2]))
        return surveys.of_audience(session, survey, answered=False), len(asked)

    found, statements = database.read_now(silent)
    assert (set(found) & set(poll.people), statements) == (set(poll.people[1:]), 4)
