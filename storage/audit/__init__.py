"""The audit log: a tree of hashes over entries that are only ever added."""
