"""Digests of the board: a draft that staff finish, an officer's approval, a number, and the archive."""
