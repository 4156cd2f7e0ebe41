"""The commands of `langnghe`: what an administrator does at the terminal."""
