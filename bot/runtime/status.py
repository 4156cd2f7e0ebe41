"""The status of the program: all that it knows of to keep it from its work."""

from __future__ import annotations

from collections.abc import Mapping

from bot.runtime.accounts import OTHER_POLLER, WEBHOOK_FAILS, WEBHOOK_TAKEN, Accounts
from bot.runtime.ownership import Owned
from bot.runtime.polling import Polling

_ELSEWHERE = {
    OTHER_POLLER: "another program polls with this token",
    WEBHOOK_TAKEN: "another program took our webhook away; it was set again",
    WEBHOOK_FAILS: "the network does not reach our webhook",
}


def troubles(
    accounts: Accounts, refused: Mapping[int, str], polls: Mapping[int, Polling], owned: Owned, *, stopping: bool
) -> list[str]:
    """Each trouble in a sentence. `refused`: why a network refuses an account, by our own id of it."""
    found = [f"{name} has not answered yet" for name in sorted(accounts.unanswered)]
    found += [f"{accounts.named(number)} refuses us: {reason}" for number, reason in refused.items()]
    silent = {number: poll.trouble for number, poll in polls.items() if poll.trouble and number not in refused}
    found += [f"{accounts.named(number)} does not answer: {reason}" for number, reason in silent.items()]
    found += [f"{accounts.named(number)}: {_ELSEWHERE[reason]}" for number, reason in accounts.elsewhere().items()]
    if owned.barred:
        found.append("the database is being upgraded or restored")
    if stopping:
        found.append("the program is stopping")
    return found
