"""Work outside a turn: digests, documents, files fetched, forms compiled; a file a kind, each with `run(ctx, order)`."""
