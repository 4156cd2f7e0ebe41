"""Networks without buttons: what may be typed instead of a press, and words that stand for commands."""
