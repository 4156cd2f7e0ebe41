"""Members, their units, groups and addresses, and the invitations by which they come in."""
