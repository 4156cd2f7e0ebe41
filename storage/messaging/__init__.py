"""What came in and what goes out: events, deliveries, tasks and what the networks let us send."""
