"""Reminders: three days before, one day before and on the day, to who has not answered, one a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from sqlmodel import Session

from services import working_days
from services.notifications import ReminderRound
from services.quiet_hours import morning_after
from storage.members import addresses, members, muted_members
from storage.members.addresses import Recipient
from storage.prompts import broadcasts, prompts
from storage.tables import BroadcastKind, Prompt
from texts.times import minute_of

DAYS = (3, 1, 0)


def due(session: Session, now: datetime, zone: tzinfo, chosen: int | None = None) -> Sequence[ReminderRound]:
    """Remind each member who is due for it of the prompt that ends first.

    chosen: only those who want it at this minute of the day; None: those who chose none, and on the day on which a prompt
    ends those whose hour would come too late.

    What falls into the night is not made up for; what falls on a holiday goes on the last day before that is none. Whoever is
    muted is not reminded.
    """
    local = now.astimezone(zone)
    if morning_after(session, local) is not None:
        return ()
    today = local.date()
    wanted: dict[int, Prompt] = {}
    muted, hours = muted_members.on(session, today), members.reminder_hours(session)
    for prompt_id, member_id in prompts.to_remind(session, now, today):
        prompt = prompts.get(session, prompt_id)
        if prompt is None or member_id in wanted or member_id in muted:
            continue
        ends, hour = prompt.due_at.astimezone(zone), hours.get(member_id)
        due_on = ends.date()
        too_late = hour is not None and due_on == today and hour >= minute_of(ends.time())
        if (None if too_late else hour) != chosen:
            continue
        if today in {working_days.last_before(session, due_on - timedelta(days=days)) for days in DAYS}:
            wanted[member_id] = prompt
    reached = addresses.reached(session, list(wanted), now)
    by_prompt: dict[int, list[Recipient]] = {}
    for person in addresses.mixed(session, reached):
        by_prompt.setdefault(wanted[person.member_id].id, []).append(person)
    found = []
    for prompt_id, people in by_prompt.items():
        round_ = broadcasts.start(session, prompt_id, BroadcastKind.REMINDER, now)
        found.append(ReminderRound(wanted[people[0].member_id], round_.id, people))
        prompts.reminded(session, prompt_id, [person.member_id for person in people], today)
    return found
