"""Storage: tables, every query, migrations, encryption at rest, and the one door to the database."""
