"""Acts of the office: each happens here once, for every door, and is permitted here."""
