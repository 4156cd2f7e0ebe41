"""Conversations of everybody on the roster: joining, linking another network, leaving."""
