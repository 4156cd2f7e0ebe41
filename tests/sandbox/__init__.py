"""The look-alike servers, held to what the real ones do."""
