"""A form as it was published: its fields, their types, and the instance document that answers are kept in."""
