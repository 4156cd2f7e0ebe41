"""Published forms, drafts, and the decisions put to members."""
