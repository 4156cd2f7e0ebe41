# Warnings of an account that its network refuses.

account-refused = The account **{ $name }** is refused by its network ({ $reason }). What is being sent is kept and tried for a day. Please tell the administrator.
account-refused-link = The Zalo account **{ $name }** has to be linked again. What is being sent is kept and tried for a day. Please have the administrator run: langnghe oa link
account-other-poller = Another program uses the token of **{ $name }** too, so that part of what people write does not come here. Please have the administrator stop it or change the token.
account-webhook-taken = Another program had changed the webhook of **{ $name }**; it was set again. Please have the administrator find out who uses this token.
account-webhook-fails = The network cannot call the webhook of **{ $name }**, so that what people write may come late. Please tell the administrator.
