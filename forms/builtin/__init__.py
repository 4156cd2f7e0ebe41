"""The forms that come with the house: XLSForm tables (.md) that people edit, and their compiled XForms (.xml)."""
