"""The stage of the chat: what jobs make is seen on people's phones."""

from tests.handlers.conftest import an, binh, chi, dung, stage, world

__all__ = ["an", "binh", "chi", "dung", "stage", "world"]
