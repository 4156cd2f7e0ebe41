"""Rules that flag reports: how they are written, tried, agreed on by two officers, and what they raise."""
