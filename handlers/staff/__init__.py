"""Conversations of staff: prompts, progress, forms, members, groups, alerts."""
