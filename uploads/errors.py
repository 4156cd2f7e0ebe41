"""Refusals of files."""

from __future__ import annotations


class Unfit(ValueError):
    """The content cannot be kept; the message is the code of the refusal (`media-refused-…`)."""
