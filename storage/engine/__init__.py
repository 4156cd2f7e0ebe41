"""The one door to the database: connections, dialects, prepared statements and locks."""
