"""The page on which a whole form is filled in: what a browser is sent, the same for everybody."""
