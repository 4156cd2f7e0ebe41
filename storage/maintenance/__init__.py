"""Migrations, backup and restore, rotation of keys."""
