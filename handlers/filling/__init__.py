"""The form conversation: ask, read an answer, show what was kept, correct, review, send."""
