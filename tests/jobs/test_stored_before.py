"""A database of the version before: tasks and failed events under their old names are carried out after an upgrade."""

from __future__ import annotations

import json
from datetime import datetime

from sqlmodel import Session, select

from storage.forms import published_forms
from storage.messaging import events, tasks
from storage.tables import MemberRole, Role, Task
from tests.stage import Person, Stage


def ordered(session: Session, now: datetime) -> None:
    """As a turn of the version before left it: a form's file ordered, and another that was made while its turn failed."""
    form = published_forms.latest(session, "urgent")
    staff = session.scalars(select(MemberRole.member_id).where(MemberRole.role == Role.STAFF)).first()
    assert form is not None
    order = json.dumps({"form": form.id, "member": staff}).encode()
    tasks.add(session, "form_file", order, now)
    events.take(session, "task", "9000", "task.form_file", now)
    events.fail(session, "task", "9000", now, order, "KeyError")


async def test_task_and_failed_event_of_the_version_before_end_with_their_file(stage: Stage, binh: Person) -> None:
    mark = len(binh.phone)
    stage.database.run_now(lambda session: ordered(session, stage.world.clock.now()))
    stage.world.clock.advance(2)
    await stage.until(lambda: stage.look(lambda s: s.scalars(select(Task)).all()) == [])
    await stage.settle()
    stage.world.clock.advance(600)
    await stage.tick()
    files = [message.document.name for message in binh.phone[mark:] if message.document]
    assert files == ["urgent-1.xlsx", "urgent-1.xlsx"]
