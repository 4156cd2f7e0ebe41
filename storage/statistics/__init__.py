"""Figures counted from coded answers, their suppression, and the digests made of them."""
