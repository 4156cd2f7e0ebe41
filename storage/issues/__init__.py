"""Queries about issues, their reports and timeline, and what contacts verified."""
