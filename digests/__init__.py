"""Digests: figures in; text, charts and documents out."""
