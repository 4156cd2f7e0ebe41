# Zalo: no buttons, no files.

zalo-early = What you sent before the message above arrived did not count. Please answer the message above.
zalo-file-link =
    **{ $name }**
    { $link }
    The link opens for a short time only.
zalo-file-no-link = The file **{ $name }** cannot be sent on Zalo. Please ask the board's staff for it.
zalo-menu-one = Send the number to choose.
zalo-menu-several = Send the numbers you choose, for example 1 3.
zalo-menu-listed = Send the words above to choose.
zalo-menu-or = Or send: { $words }
zalo-menu-ways = Send: { $words }
zalo-menu-words = To do something else, send the words above.
