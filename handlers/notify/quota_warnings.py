"""Warnings of what is left of a network's monthly messages, and of whom a prompt cannot reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from handlers.network_names import reason_in
from handlers.turn import Turn
from services import audiences
from storage.members import addresses, members, reach
from storage.members.addresses import Recipient
from storage.messaging import quota as stored
from storage.prompts import reachability
from storage.tables import Prompt, Role
from texts.rich import RichText

PART = 1900
"""About how many letters such a network takes in one message."""
_MENU = 120  # letters of what a prompt offers below its text
_NAMED = 12


def forecast(
    turn: Turn, prompt: Prompt, text: RichText, audience: Sequence[int], people: Sequence[Recipient]
) -> RichText:
    """Forecast for staff before they send: what each account has left for it, who will not get it and why."""
    if audiences.is_shielded(turn.session, prompt):
        return RichText("")  # what it needs is the number of those who reported
    lines = _left(turn, people, -(-(len(text.text) + _MENU) // PART))
    seen = [
        row for row in reachability.shut(turn.session, audience, turn.now) if turn.may_see(row.single, row.officer_id)
    ]
    if seen:
        lines.append(turn.t("prompt-preview-shut", count=len(seen)))
        lines += [
            turn.t("progress-unreached", unit=row.unit, name=row.name, reason=reason_in(turn.t, row.reason))
            for row in seen[:_NAMED]
        ]
        if len(seen) > _NAMED:
            lines.append(turn.t("list-more", count=len(seen) - _NAMED))
    closing = [
        recipient
        for recipient in _closing(turn, people, prompt.due_at)
        if turn.may_see(recipient.single, recipient.officer_id)
    ]
    if closing:
        names = ", ".join(person.name for person in closing[:_NAMED])
        if len(closing) > _NAMED:
            names += ", " + turn.t.text("list-more", count=len(closing) - _NAMED)
        lines.append(turn.t("prompt-preview-closing", count=len(closing), names=names))
    return RichText.join("\n", lines)


def _closing(turn: Turn, people: Sequence[Recipient], due: datetime) -> list[Recipient]:
    """Those whom no network lets us write to until then, unless they say something before."""
    early = [person for person in people if person.reachable_until is not None and person.reachable_until <= due]
    there = addresses.everywhere(turn.session, [recipient.member_id for recipient in early], turn.now) if early else []
    stay = {
        recipient.member_id
        for recipient in there
        if recipient.reachable_until is None or recipient.reachable_until > due
    }
    return [recipient for recipient in early if recipient.member_id not in stay]


def warn(turn: Turn, account_id: int, percent: int) -> None:
    """An account has used most of its month, or all of it: staff and administrators are told."""
    found = [used for used in _used(turn) if used.account_id == account_id]
    ids = reach.officers(turn.session) + members.with_role(turn.session, Role.ADMIN)
    for person in addresses.reached(turn.session, list(dict.fromkeys(ids)), turn.now) if found else ():
        t = turn.texts_for(person)
        name = turn.installation.name(account_id)
        key = "quota-used-up" if percent >= 100 else "quota-runs-low"
        turn.send_to(person, t(key, name=name, used=found[0].count, monthly=found[0].monthly))


def left_lines(turn: Turn) -> list[RichText]:
    """Lines with what each account has left of its month."""
    return [
        turn.t("quota-left", name=turn.installation.name(used.account_id), left=used.left, monthly=used.monthly)
        for used in _used(turn)
    ]


def _left(turn: Turn, people: Sequence[Recipient], parts: int) -> list[RichText]:
    wanted = Counter(person.account_id for person in people)
    lines = []
    for used in _used(turn):
        needed = wanted[used.account_id] * parts
        if not needed:
            continue
        name = turn.installation.name(used.account_id)
        lines.append(turn.t("prompt-preview-quota", name=name, left=used.left, monthly=used.monthly, needed=needed))
        if needed > used.left:
            lines.append(turn.t("prompt-preview-quota-short", name=name))
    return lines


def _used(turn: Turn) -> list[stored.Used]:
    """Of each account that is ours."""
    if turn.installation.quota is None:
        return []
    return [
        used
        for used in stored.used(turn.session, turn.installation.quota, turn.now)
        if turn.installation.name(used.account_id)
    ]
