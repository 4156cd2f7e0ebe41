"""Zalo's Official Accounts, through the OpenAPI."""
