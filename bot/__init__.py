"""Bot: settings, command line and assembly; the inbox, outbox and task loops."""
