"""Policies for Telegram's refusals: `errors.toml` has a row for each refusal, this reads it."""

from __future__ import annotations

from typing import Any

from channels.errors import ErrorRow, deciding, error_rows
from channels.messages import Policy, SendError


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
    given = answer.get("parameters")
    parameters: dict[str, Any] = given if isinstance(given, dict) else {}
    row = deciding(error_rows("telegram"), code, str(answer.get("description", "")))
    return _error(row, parameters) if row else SendError(Policy.RETRY, "unknown")


def _error(row: ErrorRow, parameters: dict[str, Any]) -> SendError:
    wait, moved_to = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    return SendError(
        row.policy,
        row.reason,
        retry_after=float(wait) if isinstance(wait, int | float) and row.policy is Policy.RETRY else None,
        moved_to=str(moved_to) if isinstance(moved_to, int) and row.policy is Policy.READDRESS else "",
    )
