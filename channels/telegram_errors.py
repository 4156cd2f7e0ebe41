"""What is to be done when Telegram refuses: `telegram_errors.toml` has a row for each refusal, this reads it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from channels.messages import Policy, SendError


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One refusal: the code (0: any) and the words in the description by which it is known, and what to do."""

    code: int
    words: str
    policy: Policy
    reason: str
    source: str


@cache
def error_rows() -> tuple[ErrorRow, ...]:
    """The rows of `telegram_errors.toml`, in the order in which they are tried."""
    table = tomllib.loads((files("channels") / "telegram_errors.toml").read_text(encoding="utf-8"))
    return tuple(
        ErrorRow(**{**row, "policy": Policy(row["policy"]), "words": row["words"].lower()}) for row in table["error"]
    )


def refusal(status: int, answer: Any) -> SendError:
    """The error for an answer that is not "ok"; `answer` is the decoded body, None where it was no JSON.

    A body that is not the Bot API's own (a proxy, a front server, half an answer) says nothing about the chat or the
    token, whatever its status: we try again.
    """
    code = answer.get("error_code") if isinstance(answer, dict) else None
    if not isinstance(code, int):
        return SendError(Policy.FAIL, "too_large") if status == 413 else SendError(Policy.RETRY, "garbage")
    if code >= 500:
        return SendError(Policy.RETRY, "server")
    description = str(answer.get("description", "")).lower()
    given = answer.get("parameters")
    parameters: dict[str, Any] = given if isinstance(given, dict) else {}
    for row in error_rows():
        if row.code == code and row.words in description:
            return _error(row, parameters)
    return SendError(Policy.RETRY, "unknown")


def _error(row: ErrorRow, parameters: dict[str, Any]) -> SendError:
    wait, moved_to = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    return SendError(
        row.policy,
        row.reason,
        retry_after=float(wait) if isinstance(wait, int | float) and row.policy is Policy.RETRY else None,
        moved_to=str(moved_to) if isinstance(moved_to, int) and row.policy is Policy.READDRESS else "",
    )
