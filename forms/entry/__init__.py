"""Filling in: open a draft, ask its next question, check and keep an answer, and make the submission."""
