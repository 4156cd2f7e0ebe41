"""The key ring: everything personal is encrypted at rest with AES-256-GCM, and looked up by a keyed hash.

A value is `version ‖ key fingerprint ‖ nonce ‖ ciphertext ‖ tag`, so that values made with an older key of the ring stay
readable until `keys rotate` has re-encrypted them. Where it stands (table, column, row) is its associated data.
The hash has a key of its own, derived (HKDF) from a seed that lives in the
database, wrapped by the ring: it survives every rotation.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_BOUND = b"\x02"  # the value is bound to where it stands
_FINGERPRINT = 4
_NONCE = 12
_BLOCK = 16
_KEPT = 50_000
"""Pseudonyms that are remembered, some ten megabytes at most."""


class KeyTrouble(Exception):
    """A key is malformed, missing, or not the one that the data was encrypted with."""


def new_key() -> str:
    """A fresh 256-bit key as it is written in the settings (URL-safe base64, 44 characters)."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def fingerprint(key: bytes) -> bytes:
    """Four bytes that tell keys apart without telling anything about them."""
    return hashlib.sha256(b"langnghe key fingerprint" + key).digest()[:_FINGERPRINT]


@dataclass(slots=True)
class KeyRing:
    """The keys of one installation: the first encrypts, every one decrypts."""

    keys: Sequence[bytes]
    current: bytes = b""  # the fingerprint of the key that encrypts
    _lookup: bytes = b""
    _signing: bytes = b""
    _ciphers: dict[bytes, AESGCM] = field(default_factory=dict)
    _seed: bytes = b""
    _permutations: dict[str, Cipher[modes.ECB]] = field(default_factory=dict)
    _numbered: dict[tuple[str, int], bytes] = field(default_factory=dict)
    _behind: dict[tuple[str, bytes], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != 32 for key in self.keys):
            raise KeyTrouble("a key is 32 bytes")
        self._ciphers = {fingerprint(key): AESGCM(key) for key in self.keys}
        self.current = fingerprint(self.keys[0])

    @classmethod
    def parse(cls, texts: Sequence[str]) -> KeyRing:
        """Reads keys as the settings write them. Raises `KeyTrouble`, which never quotes a key."""
        try:
            return cls([base64.urlsafe_b64decode(text.encode()) for text in texts])
        except ValueError as error:
            raise KeyTrouble("a key is 44 characters of URL-safe base64") from error

    @property
    def fingerprints(self) -> tuple[bytes, ...]:
        return tuple(self._ciphers)

    def encrypt(self, plain: bytes, place: bytes | None = None) -> bytes:
        """`place` is where the value will stand: it is read there alone."""
        nonce = os.urandom(_NONCE)
        mark = self.current
        version = _VERSION if place is None else _BOUND
        return version + mark + nonce + self._ciphers[mark].encrypt(nonce, plain, place)

    def decrypt(self, stored: bytes, place: bytes | None = None) -> bytes:
        """Raises `KeyTrouble` where no key of the ring made this value, where it was altered, or made for another place."""
        mark = stored[1 : 1 + _FINGERPRINT]
        cipher = self._ciphers.get(mark)
        if cipher is None or stored[:1] not in (_VERSION, _BOUND):
            raise KeyTrouble("this value was encrypted with a key that is not in SECRET_KEYS")
        if (stored[:1] == _BOUND) != (place is not None):
            raise KeyTrouble("this value was not written for where it stands")
        start = 1 + _FINGERPRINT
        try:
            return cipher.decrypt(stored[start : start + _NONCE], stored[start + _NONCE :], place)
        except InvalidTag as error:
            raise KeyTrouble("this value was altered, or its key was, or it was written for another place") from error

    @staticmethod
    def is_bound(stored: bytes) -> bool:
        """True if the value was written for one place."""
        return stored[:1] == _BOUND

    def is_current(self, stored: bytes) -> bool:
        """True if the key that encrypts today made this value."""
        return stored[1 : 1 + _FINGERPRINT] == self.current

    def unlock(self, seed: bytes) -> None:
        """Derives the keys for looking up and for signing from the database's seed (32 bytes)."""
        self._seed = seed
        self._permutations, self._numbered, self._behind = {}, {}, {}
        self._lookup = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"langnghe lookup").derive(seed)
        self._signing = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"langnghe links").derive(seed)

    def lookup(self, *parts: str) -> bytes:
        """The keyed hash (16 bytes) by which an encrypted value is found again."""
        if not self._lookup:
            raise KeyTrouble("the lookup key is not unlocked: the database was not opened")
        return hashlib.blake2b("\x1f".join(parts).encode(), key=self._lookup, digest_size=16).digest()

    def pseudonym(self, use: str, number: int) -> bytes:
        """The 16 bytes that stand for a row's id in one column: always the same, and nothing to who has no key.

        One AES-256 block (a keyed permutation, so that the id is found again) under a key of its own for each `use`, derived
        from the seed: it survives every rotation. Equal ids are seen to be equal, in this column alone.
        """
        kept = self._numbered.get((use, number))
        if kept is None:
            kept = self._permutation(use).encryptor().update(number.to_bytes(_BLOCK))
            self._keep(use, number, kept)
        return kept

    def behind(self, use: str, pseudonym: bytes) -> int:
        """The id behind a pseudonym. Raises `KeyTrouble` where it was made with another seed, for another use, or altered."""
        number = self._behind.get((use, pseudonym))
        if number is None:
            block = self._permutation(use).decryptor().update(pseudonym) if len(pseudonym) == _BLOCK else b"\xff"
            if any(block[: _BLOCK - 8]):
                raise KeyTrouble("this pseudonym was made elsewhere")
            number = int.from_bytes(block)
            self._keep(use, number, pseudonym)
        return number

    def _keep(self, use: str, number: int, pseudonym: bytes) -> None:
        """Members and places come up in every turn, and a cipher's context costs ten times what it does for one block."""
        if len(self._numbered) >= _KEPT:
            self._numbered.clear()
            self._behind.clear()
        self._numbered[use, number] = pseudonym
        self._behind[use, pseudonym] = number

    def _permutation(self, use: str) -> Cipher[modes.ECB]:
        found = self._permutations.get(use)
        if found is None:
            if not self._seed:
                raise KeyTrouble("the pseudonyms are not unlocked: the database was not opened")
            info = f"langnghe pseudonym {use}".encode()
            key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(self._seed)
            found = self._permutations[use] = Cipher(algorithms.AES256(key), modes.ECB())  # noqa: S305 - one block each
        return found

    def signature(self, *parts: str) -> bytes:
        """The HMAC-SHA256 of what goes out and is to come back as it was."""
        if not self._signing:
            raise KeyTrouble("the signing key is not unlocked: the database was not opened")
        return hmac.digest(self._signing, "\x1f".join(parts).encode(), "sha256")


def same(left: bytes, right: bytes) -> bool:
    """Compares secrets in constant time."""
    return hmac.compare_digest(left, right)
