# Reasons why something was not delivered.

reason-not-joined = has not joined
reason-blocked = blocked the bot
reason-deactivated = account deleted
reason-never-started = never opened the chat
reason-not-found = account not found
reason-cancelled = the rest was cancelled
reason-later = not sent yet, can be sent now
reason-gave-up = network trouble for too long
reason-expired = its time had passed
reason-our-fault = a fault of Lắng Nghe
reason-left = no longer on the roster
reason-other = refused by the network
reason-window = silent for longer than Zalo lets us write
reason-not-served = our account there is no longer in use
reason-quota = out of messages on Zalo this month
reason-token = the network refuses the bot's token
reason-refresh-token = the Zalo OA has to be linked again
reason-package = the office's Zalo OA package has run out
reason-unpaid = Zalo has not been paid
