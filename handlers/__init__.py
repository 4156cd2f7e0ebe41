"""Handlers: what the bot does when something came in, one conversation per module."""
