"""Files from strangers: bytes in, clean bytes out, or the reason why not. Imports nothing of ours."""
