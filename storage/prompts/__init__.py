"""Prompts, their assignments, the rounds in which they are sent, and who was reached."""
