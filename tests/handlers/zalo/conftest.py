"""Fixtures of two networks: everybody but Dung has joined on Telegram."""

from __future__ import annotations

from tests.handlers.zalo.joining import on_zalo, stage, world

__all__ = ["on_zalo", "stage", "world"]
