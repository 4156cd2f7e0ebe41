"""The rule of which board digests may stand in a chat, by the answer of their approving officer (privacy 13)."""

from __future__ import annotations

from storage.tables import BoardDigest, Secrecy


def may_leave(board: BoardDigest) -> bool:
    """True if its content may be read in a chat: somebody said that it is no secret."""
    return board.secrecy is Secrecy.NO
