"""Pictures: taken into the draft once they were fetched and checked; anything else gets a sentence."""

from __future__ import annotations

import json

from channels.messages import MediaKind
from forms.types import Type
from handlers import fill, filling
from handlers.filling import Filling
from handlers.turn import Turn
from storage import drafts, members

FETCH = "fetch"


def received(turn: Turn, begun: Filling) -> None:
    """A file while a draft has the focus: a picture goes where the form has room for one."""
    media = turn.event.media
    assert media is not None
    if media.album and media.album == begun.state.album:
        return  # the album's first picture was answered for all of them
    begun.state.album = media.album
    target = _target(begun)
    if media.kind is not MediaKind.PHOTO or target is None:
        fill.show_new(turn, begun, turn.t("media-not-here"))
        return
    begun.state.fetching = True
    filling.save(turn, begun)
    order = {
        "draft": begun.id,
        "ref": target,
        "account": turn.account_id,
        "file": media.file_id,
        "member": turn.me.member_id,
    }
    turn.task(FETCH, json.dumps(order).encode())
    turn.say(turn.t("media-one-of-album" if media.album else "media-fetching"))


def fetched(turn: Turn, order: dict[str, str | int]) -> None:
    """The picture is there (`stored`), was refused (`refused`: why), or could not be fetched at all (neither)."""
    people = members.reached(turn.session, [int(order["member"])])
    row = drafts.get(turn.session, int(order["draft"]), int(order["member"]))
    if not people or row is None:
        return
    turn.turn_to(people[0])
    begun = filling.open_row(turn, row)
    begun.state.fetching = False
    if "stored" not in order:
        fill.advance(turn, begun, turn.t(f"media-refused-{order.get('refused', 'not_fetched')}"))
        return
    begun.draft.put(str(order["ref"]), f"photo-{order['stored']}.jpg")
    fill.advance(turn, begun, turn.t("media-kept"))


def _target(begun: Filling) -> str | None:
    question = begun.question
    if question is not None and question.kind is Type.IMAGE:
        return question.ref
    if question is not None and question.kind in (Type.INTEGER, Type.DECIMAL, Type.DATE):
        return None
    for line in begun.draft.review():
        if line.kind is Type.IMAGE and not line.answered:
            return line.ref
    return None
