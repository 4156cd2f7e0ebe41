"""Conversations of leaders: the digest and what it opens."""
