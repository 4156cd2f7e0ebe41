"""Messages that come in and go out: events, deliveries, tasks and what the networks let us send."""
