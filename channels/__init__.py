"""Channels: the neutral messages, and one adapter per network that speaks them, with its error policy and pacing."""
