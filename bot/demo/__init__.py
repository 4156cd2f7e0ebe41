"""The demonstration: the real program beside look-alike networks, with a province of its own."""
