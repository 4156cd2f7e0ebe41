"""Policies for refusals of the Zalo Bot Platform; `errors.toml` has a row for each refusal."""

from __future__ import annotations

from typing import Any

from channels.errors import deciding, error_rows
from channels.messages import Policy, SendError

PAUSE = 5.0
"""Seconds: after a real error those who use the service wait so long, since no answer of it says how long."""


def refusal(status: int, answer: Any) -> SendError:
    """The error for an answer that is not "ok"; `answer` is the decoded body, None where it was no JSON.

    Refusals come with status 200 too, and the code as a number or as a text. A body that is not the service's own (the
    front server's page) decides by its status where that is plain: a wrong token may be told so.
    """
    code = error_code(answer)
    if code is None:
        if status == 401:
            return SendError(Policy.ACCOUNT, "token")
        if status == 429:
            return SendError(Policy.RETRY, "flood", retry_after=PAUSE, whole_account=True)
        return SendError(Policy.RETRY, "garbage")
    if code >= 500:
        return SendError(Policy.RETRY, "server")
    row = deciding(error_rows("zalo_bot"), code, str(answer.get("description", "")))
    if row is None:
        return SendError(Policy.RETRY, "unknown")
    flood = row.reason == "flood"
    return SendError(row.policy, row.reason, retry_after=PAUSE if flood else None, whole_account=flood)


def error_code(answer: Any) -> int | None:
    """The code of a refusal; None where the answer is none (success carries the code 0)."""
    if not isinstance(answer, dict) or answer.get("ok") is not False:
        return None
    given = answer.get("error_code", answer.get("errorCode"))
    try:
        code = int(given) if isinstance(given, int | str) and not isinstance(given, bool) else 0
    except ValueError:
        return None
    return code or None
