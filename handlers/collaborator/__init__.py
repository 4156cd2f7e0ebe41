"""Conversations of collaborators: reporting."""
