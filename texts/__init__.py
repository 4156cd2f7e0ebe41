"""Texts: what people read and type (Fluent catalogues, numbers, dates, text without diacritics)."""
