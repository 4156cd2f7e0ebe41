# The networks that a member can be reached on.

network-telegram = Telegram
network-zalo-bot = Zalo
network-zalo-oa = Zalo OA
networks-title = New matters go to **{ $network }** first. Choose another one if you like:
networks-second = ✓ **{ $here }** is connected too. New matters still go to **{ $network }** first, and to the other one where that fails. Choose if you would rather change this:
networks-shut = { $network }: cannot be reached now ({ $reason }).
networks-chosen = ✓ From now on new matters go to **{ $network }** first.
networks-one = You are on **{ $network }** only. To add another network, send /lienket.
