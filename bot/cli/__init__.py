"""The terminal: one file a command; each loads what it needs when it runs."""
