"""Outside test cases, run against the form engine: ``python -m tests.cases DIR [--json FILE]``."""
