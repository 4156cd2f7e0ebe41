"""Spreadsheets as cells: what their author saw, with the places of everything."""
