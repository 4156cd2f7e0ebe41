"""Policies for refusals of the Official Account's OpenAPI; `errors.toml` has a row for each refusal."""

from __future__ import annotations

from typing import Any

from channels.errors import deciding, error_rows
from channels.messages import Policy, SendError
from channels.zalo_oa.tokens import SPENT

MINUTE = 60.0
"""Seconds: the limits are for a minute, and no answer says how much of it is left."""
NIGHT = 1800.0

TOKEN_REFUSED = frozenset({-216, -220})


def error_code(answer: Any) -> int | None:
    """0 for success; None where the answer is not the service's own."""
    given = answer.get("error") if isinstance(answer, dict) else None
    try:
        return int(given) if isinstance(given, int | str) and not isinstance(given, bool) else None
    except ValueError:
        return None


def refusal(status: int, answer: Any) -> SendError:
    """The error for an answer whose code is not 0; `answer` is the decoded body, None where it was no JSON."""
    code = error_code(answer)
    if not code:
        flood = status == 429
        return _retry("flood" if flood else "garbage", MINUTE if flood else None)
    row = deciding(error_rows("zalo_oa"), code, str(answer.get("message", "")))
    if row is None:
        return _retry("unknown")
    if row.policy is Policy.RETRY:
        return _retry(row.reason, {"flood": MINUTE, "night": NIGHT}.get(row.reason))
    return SendError(row.policy, row.reason)


def token_refusal(status: int, answer: Any) -> SendError:
    """The error for an exchange of tokens that gave none.

    Which code means that a refresh token was used or has expired is not documented: any that is not known as something else.
    """
    code = error_code(answer)
    if code is None or code == 0:
        return refusal(status, None)
    row = deciding(error_rows("zalo_oa"), code, "")
    if row is not None and (row.policy is Policy.RETRY or row.reason in ("app", "app_secret")):
        return refusal(status, answer)
    return SendError(Policy.ACCOUNT, SPENT)


def _retry(reason: str, after: float | None = None) -> SendError:
    return SendError(Policy.RETRY, reason, retry_after=after, whole_account=reason == "flood")
