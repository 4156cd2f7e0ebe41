"""Surveys: composed, tried on ten people, opened, answered by members and by whoever follows a link, closed, counted, told."""
