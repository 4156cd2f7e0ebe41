"""Kinds of notices: what each brings, what follows when a network took it, and who hears when nobody could be told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from services import directives, groups, help_requests, notice_delivery, review, sent_prompts
from services.board import board_approval
from services.issues import feedback, not_done_reasons, verification
from services.notifications import Notification, Untold
from storage.members import addresses, members
from storage.members.addresses import Recipient
from storage.messaging import pending_notices
from storage.tables import Member, Notice, NoticeKind, Role

Wording = Callable[[Recipient], Notification]


def _nothing(session: Session, notice: Notice, at: datetime) -> Sequence[Notification]:
    return ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """`says`: the words for a recipient, None where they mean nothing any more; `told`: what follows when one was told;
    `about`: the name of the subject for the officer who hears that nobody could be; `role`: only whoever has it is told.
    """

    says: Callable[[Session, Notice], Wording | None]
    told: Callable[[Session, Notice, datetime], Sequence[Notification]] = _nothing
    about: Callable[[Session, Notice], str] | None = None
    role: Role | None = None


_AT_ITS_HOUR = (NoticeKind.DONE_QUESTION, NoticeKind.NOT_DONE_WHY, NoticeKind.CHECK_DUE)
"""Kinds of which some are told from an hour on, and not sooner where somebody is there."""
_KINDS: Mapping[NoticeKind, _Kind] = {
    NoticeKind.OUTCOME: _Kind(feedback.outcome_again, feedback.outcome_heard),
    NoticeKind.DONE_QUESTION: _Kind(feedback.question_again, feedback.question_heard),
    NoticeKind.AUTHOR_QUESTION: _Kind(review.question_again, review.question_heard, review.number_of_question),
    NoticeKind.REPORT_RETURNED: _Kind(review.returned_again, about=review.number_of_report),
    NoticeKind.CONTACT_QUESTION: _Kind(verification.question_again, verification.question_heard, verification.about),
    NoticeKind.LEADER_ANSWER: _Kind(directives.answer_again, about=directives.about, role=Role.LEADER),
    NoticeKind.BOARD_DIGEST: _Kind(board_approval.approved_again, role=Role.LEADER),
    NoticeKind.AUTHOR_ANSWER: _Kind(review.answer_again, role=Role.STAFF),
    NoticeKind.VERDICT: _Kind(verification.verdict_again, role=Role.STAFF),
    NoticeKind.REOPENED: _Kind(feedback.reopened_again, role=Role.STAFF),
    NoticeKind.NOT_DONE_WHY: _Kind(not_done_reasons.again, role=Role.STAFF),
    NoticeKind.DIRECTIVE: _Kind(directives.given_again, about=directives.given_about, role=Role.STAFF),
    NoticeKind.CHECK_DUE: _Kind(directives.due_again, role=Role.STAFF),
    NoticeKind.GROUP_STATE: _Kind(groups.state_again, role=Role.STAFF),
    NoticeKind.PROMPT_REVISION: _Kind(sent_prompts.revision_again),
    NoticeKind.HELP_ANSWER: _Kind(help_requests.answer_again, about=help_requests.about),
}
"""Of outcomes the staff see how many wait on the card of the issue: a message for each would say when who reported."""


def settle(session: Session, now: datetime, notice_ids: Sequence[int]) -> Sequence[Notification]:
    """Look at notices that were settled or have waited: told, put to another address, or kept for later."""
    found: list[Notification] = []
    for notice in pending_notices.some(session, notice_ids):
        kind = _KINDS[notice.kind]
        taken_at = pending_notices.taken_at(session, notice.delivery_id) if notice.delivery_id is not None else None
        if taken_at is not None:
            found += kind.told(session, notice, taken_at)
            pending_notices.forget(session, notice)
        else:
            found += _again(session, notice, kind, now)
    return found


def drop_void(session: Session, delivery_ids: Collection[int]) -> frozenset[int]:
    """Let those of these deliveries not leave whose notice means nothing any more; returns them.

    What was written in the night leaves in the morning: till then a report may be withdrawn, or a question answered.
    """
    brought = pending_notices.brought_by(session, delivery_ids)
    void = [notice for notice in brought if _KINDS[notice.kind].says(session, notice) is None]
    gone = frozenset(notice.delivery_id for notice in void if notice.delivery_id is not None)
    if gone:
        pending_notices.expire(session, gone)
    return gone


def catch_up(session: Session, member_id: int, now: datetime) -> Sequence[Notification]:
    """Tell somebody who can be reached again what waited for them."""
    feedback.note_untold(session, member_id, now)
    found: list[Notification] = []
    for notice in notice_delivery.waiting_for(session, member_id):
        if notice.next_at > now and notice.kind in _AT_ITS_HOUR and notice.tries == 0:
            continue  # its hour has not come
        found += _again(session, notice, _KINDS[notice.kind], now)
    return found


def _again(session: Session, notice: Notice, kind: _Kind, now: datetime) -> Sequence[Notification]:
    member, says = session.get(Member, notice.member_id), kind.says(session, notice)
    barred = kind.role is not None and notice.member_id not in members.with_role(session, kind.role)
    if member is None or member.left_at is not None or says is None or barred:
        pending_notices.forget(session, notice)
        return ()
    there = notice_delivery.elsewhere(session, notice, now)
    if there is not None:
        return [says(there)]
    if (
        notice.tries == 0 or notice.by_id is None or kind.about is None
    ):  # who was never tried is named in the act's answer
        return ()
    about, officers = kind.about(session, notice), addresses.reached(session, [notice.by_id], now)
    if officers:  # else it is looked a day later whether one of them can be reached
        pending_notices.officer_heard(session, notice)
    return [Untold(person, notice.kind, about) for person in officers]
