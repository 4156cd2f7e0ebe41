"""Issues: reports on one matter, what a contact verifies of it, and the outcome that is told."""
