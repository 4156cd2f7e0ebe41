"""The loops of the running program: what comes in, what goes out, background jobs, and who owns which account."""
