"""Messages of our own accord: prompts, reminders, warnings."""
