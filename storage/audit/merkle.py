"""The Merkle tree of RFC 6962, section 2.1, grown one leaf at a time.

Of a tree of n leaves only its right edge is kept: the hash of each full subtree, the largest first, one for each bit of n.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the two subtrees below a node."""
    return sha256(b"\x01" + left + right).digest()


def grown(edge: Sequence[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The edge of a tree of `size` leaves after one more."""
    found = list(edge)
    while size & 1:
        leaf = node_hash(found.pop(), leaf)
        size >>= 1
    return [*found, leaf]


def root(edge: Sequence[bytes]) -> bytes:
    """The tree head; of no leaves the hash of nothing."""
    if not edge:
        return sha256(b"").digest()
    found = edge[-1]
    for left in reversed(edge[:-1]):
        found = node_hash(left, found)
    return found
