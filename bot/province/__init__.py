"""The fictional province of the demo: its data (`*.toml`), the people and units made of it, and a month of reports."""
