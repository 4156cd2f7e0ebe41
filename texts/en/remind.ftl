# The hour at which each member wants to be reminded.

remind-hour-ask = You are reminded at { $time } now. At what time would you like it, from { $ends } to { $begins }? For example: 18:30. Type **like everybody** for the common hour.
remind-hour-ask-common = You are reminded at the common hour now. At what time would you like it, from { $ends } to { $begins }? For example: 18:30. Type **like everybody** to keep it.
remind-hour-unclear = It is not clear at what time. Please write like 18:30 or 9:00; type **like everybody** for the common hour.
remind-hour-night = Nobody is reminded between { $begins } and { $ends }. Please choose another time, such as 18:30.
remind-hour-done = ✓ From now on you are reminded at { $time } on the days of reminders. On the day on which something ends, if that is too late, the reminder comes at the common hour.
remind-hour-common = ✓ From now on you are reminded at the common hour.
