"""Fixtures of two networks: everybody but Dung has joined on Telegram."""

from __future__ import annotations

from tests.handlers.zalo.joining import network, on_zalo, stage, world

__all__ = ["network", "on_zalo", "stage", "world"]
