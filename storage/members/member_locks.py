"""One turn of a member at a time, in whatever process and chat; a stranger's chat alone.

On SQLite turns run one after the other anyway.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ARRAY, ColumnElement, Integer, LargeBinary, and_, bindparam, column, func, literal_column, select
from sqlalchemy.orm import Session

from storage.engine.database import backend
from storage.engine.prepared import Prepared, filled
from storage.engine.program_lock import ADVISORY
from storage.members.addresses import chat_hash
from storage.tables import Address

_ADDRESS = Address.__table__
_KEY: ColumnElement[int] = literal_column(str(ADVISORY + 1))
_WHOSE = select(_ADDRESS.c.member_id).where(
    _ADDRESS.c.account_id == bindparam("account"), _ADDRESS.c.chat_hash == bindparam("marked")
)
_ALONE = Prepared(
    select(
        func.pg_advisory_xact_lock(
            _KEY, func.coalesce(_WHOSE.scalar_subquery(), bindparam("chat", type_=Integer))
        ).label("alone")
    )
)
_CHATS = (
    func.unnest(
        bindparam("accounts", type_=ARRAY(Integer)),
        bindparam("hashes", type_=ARRAY(LargeBinary)),
        bindparam("strangers", type_=ARRAY(Integer)),
    )
    .table_valued(column("account", Integer), column("marked", LargeBinary), column("stranger", Integer), name="chat")
    .render_derived()
)
_ALONE_IF_FREE = Prepared(
    select(
        _CHATS.c.marked,
        func.pg_try_advisory_xact_lock(_KEY, func.coalesce(_ADDRESS.c.member_id, _CHATS.c.stranger)).label("alone"),
    ).select_from(
        _CHATS.outerjoin(
            _ADDRESS, and_(_ADDRESS.c.account_id == _CHATS.c.account, _ADDRESS.c.chat_hash == _CHATS.c.marked)
        )
    )
)


def lock_member(session: Session, account_id: int, chat: str) -> None:
    """Until this transaction ends no other turn of this member runs."""
    if backend(session) == "postgresql":
        marked = chat_hash(session, account_id, chat)
        _ALONE.rows(session, {"account": account_id, "marked": marked, "chat": _stranger(marked)})


def lock_members(session: Session, chats: Sequence[tuple[int, bytes]]) -> list[bool]:
    """The same for several private chats (account and hash). False: another process has that lock, and nobody waited for it."""
    if backend(session) != "postgresql":
        return [True] * len(chats)
    asked = filled(chats)
    values = {
        "accounts": [account_id for account_id, _ in asked],
        "hashes": [marked for _, marked in asked],
        "strangers": [_stranger(marked) for _, marked in asked],
    }
    had = {bytes(row.marked): bool(row.alone) for row in _ALONE_IF_FREE.rows(session, values)}
    return [had[marked] for _, marked in chats]


def _stranger(marked: bytes) -> int:
    """The number that a stranger's chat is locked by."""
    return -1 - (int.from_bytes(marked[:4], "big") & 0x7FFF_FFFF)
