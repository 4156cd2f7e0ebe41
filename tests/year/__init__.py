"""A province lived through on a moved clock, beside a tally that knows nothing of the program."""
