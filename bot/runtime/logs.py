"""Logs: one JSON object a line, with what happened and never what anybody wrote, nor a token, nor a chat id.

An exception is logged as its type and the places it came through; its message may quote an answer and stays out (a failed
event keeps its whole traceback, encrypted, in the database).
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger


def configure(level: str = "info", stream: TextIO = sys.stderr) -> None:
    """Sets up structlog, and lets the libraries' own loggers say where something is wrong and no more."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _places,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in [found for found in root.handlers if isinstance(found, _OfLibraries)]:
        root.removeHandler(handler)
    root.addHandler(_OfLibraries(logging.WARNING))


class _OfLibraries(logging.Handler):
    """Warnings of libraries, as lines of ours: which library and what kind of error, without its words."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        more = {"error": type(error).__name__, "exc_info": error} if error else {}
        where = f"{record.filename}:{record.lineno}"
        structlog.get_logger().log(record.levelno, "a library warns", library=record.name, where=where, **more)


def _places(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["at"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    return event
