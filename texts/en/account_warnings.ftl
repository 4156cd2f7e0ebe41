# Warnings of an account that its network refuses.

account-refused = The account **{ $name }** is refused by its network ({ $reason }). What is being sent is kept and tried for a day. Please tell the administrator.
account-refused-link = The Zalo account **{ $name }** has to be linked again. What is being sent is kept and tried for a day. Please have the administrator run: langnghe oa link
