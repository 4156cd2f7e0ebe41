"""Local contacts: what they are asked to confirm, and their verdict."""
