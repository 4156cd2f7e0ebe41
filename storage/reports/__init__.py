"""Reports, the alerts they raise, and their export."""
