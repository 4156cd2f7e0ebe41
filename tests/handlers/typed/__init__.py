"""What is typed instead of a press, and what a sentence asks for."""
