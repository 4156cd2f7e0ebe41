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
reason-window = silent for longer than Zalo lets us write
reason-not-served = our account there is no longer in use
reason-quota = out of messages on Zalo this month
reason-token = the network refuses the bot's token
reason-refresh-token = the Zalo OA has to be linked again
reason-package = the office's Zalo OA package has run out
reason-unpaid = Zalo has not been paid

quota-left = { $name }: { $left } of { $monthly } messages left this month
quota-runs-low = ⚠ The Zalo bot **{ $name }** has used { $used } of this month's { $monthly } messages. When they are used up, those with another network get theirs there, and those with this bot alone do not.
quota-used-up = ⚠ The Zalo bot **{ $name }** has no messages left this month ({ $used } of { $monthly }). Those with another network get theirs there, those with this bot alone do not.
account-refused = The account **{ $name }** is refused by its network ({ $reason }). What is being sent is kept and tried for a day. Please tell the administrator.
account-refused-link = The Zalo account **{ $name }** has to be linked again. What is being sent is kept and tried for a day. Please have the administrator run: langnghe oa link
