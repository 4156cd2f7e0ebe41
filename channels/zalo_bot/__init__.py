"""Zalo's Bot Platform: free bots without buttons."""
