"""Publishing time: read a spreadsheet, compile it, and say by sheet, row and column what would fail people."""
