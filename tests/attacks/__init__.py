"""Attacks: each plays somebody who wants to know what the rules keep from them."""
