"""Look after what this program is made of: licences, known weaknesses, a list of parts. Nothing here runs with it."""
