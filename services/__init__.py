"""Acts of the office: each happens here once, for every door (chat, terminal, task), and is permitted here."""
