"""Surveys: what is asked, who has answered, and, apart from that, what was answered."""
