"""Errors of the assembly."""

from __future__ import annotations

import errno


class StartFailed(Exception):
    """The program cannot start, or ended by itself; `key` names the text that says why."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def port_refused(error: OSError, port: int) -> StartFailed:
    """Say why nothing can listen on a port."""
    kinds = {errno.EADDRINUSE: "taken", errno.EACCES: "forbidden", errno.EPERM: "forbidden"}
    return StartFailed(f"cli-port-{kinds.get(error.errno or 0, 'refused')}", port=str(port))
