# The card of a broadcast under way.

broadcast-sending = Sending **{ $title }**: { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· not reached: { $unreached }
    }
broadcast-asleep = **{ $title }** goes on at { $time } on { $day }: sent { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· not reached: { $unreached }
    }
broadcast-paused = **{ $title }** is paused: sent { $told }/{ $asked }, { $waiting } to go. ({ $name }, { $time })
broadcast-cancelled = The rest of **{ $title }** was cancelled: sent { $told }/{ $asked }. ({ $name }, { $time })
broadcast-done = ✓ **{ $title }** was sent: { $told }/{ $asked }{ $unreached ->
        [0] {""}
       *[other] {" "}· not reached: { $unreached }
    }
broadcast-groups = Closed groups: { $told }/{ $groups }
broadcast-group-missed = ⚠ Has not come to the group **{ $title }**: { $reason }
broadcast-button-groups = Send again to the group
broadcast-held = { $count ->
        [one] { $count } member is waiting: { $reason }
       *[other] { $count } members are waiting: { $reason }
    }
broadcast-button-pause = Pause
broadcast-button-resume = Go on
broadcast-button-cancel = Cancel the rest
broadcast-button-who = See who was not reached
broadcast-button-again = Send again to { $count } not reached
broadcast-was-paused = { $name } paused it at { $time }.
broadcast-was-resumed = { $name } let it go on at { $time }.
broadcast-was-cancelled = { $name } cancelled the rest at { $time }.
broadcast-was-sent-again = { $name } sent it again at { $time }.
broadcast-was-done = All of it was sent.
broadcast-under-way = It is being sent.
broadcast-over = Answers to this are no longer awaited, so it is not sent again.
broadcast-nobody-left = There is nobody left to send it to.
broadcast-card-moved = **{ $title }**: see the newest message below.
broadcast-reminder = Reminding: { $sent }/{ $total }
broadcast-reminder-paused = Reminding is paused: { $sent }/{ $total }
broadcast-reminder-over = There is nothing left to remind of.
