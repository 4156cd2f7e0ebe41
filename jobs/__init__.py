"""Work outside a turn: a file for each kind of order, with `run(ctx, order)`."""
