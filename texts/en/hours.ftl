# The hours at which things happen by themselves.

hours-title = Hours. Press one to change it:
hours-line = { $what }: { $time }, next on { $days }
hours-line-off = { $what }: off
hours-what-monthly-prompt = The month's prompt
hours-what-reminders = Reminders
hours-what-daily-digest = The daily digest
hours-what-monthly-digest = The monthly digest
hours-what-weekly-issues = Issues without an outcome
hours-ask = **{ $what }** is at { $time }. At which hour instead? For example 8:30. Type **off** to stop it. A day off is put off to the next working day; type **days off too** to have it then as well, **not on days off** to end that.
hours-ask-off = **{ $what }** is off. At which hour should it be on again? For example 8:30. Type **off** to leave it off.
hours-unclear = That is no clear hour. Write it like 8:30 or 16:00; type **off** to stop it.
hours-night = Nobody is reminded from { $begins } to { $ends }. Choose another hour, such as 8:30.
hours-done = ✓ Changed. { $line }
hours-off-done = ✓ Off now: { $what }.
hours-button-show = Hours
hours-line-days-off = { $what }: { $time }, on days off too, next { $days }
hours-line-night = The night: { $begins } to { $ends }, only urgent matters are sent
hours-button-night = Move the night
hours-night-ask = The night is from { $begins } to { $ends } now; only urgent matters are sent then. From when to when instead? For example: 21:00 to 6:00
hours-night-unclear = It is not clear from when to when. Write it like 21:00 to 6:00
hours-night-refused-begins = The night begins at { $earliest } at the earliest. Write it anew, like 21:00 to 6:00
hours-night-refused-ends = The night has to end between { $latest } and { $last } in the morning. Write it anew, like 21:00 to 6:00
hours-night-refused-reminders = Reminders come at { $reminders }, which would be in that night, so nothing was changed. Choose other hours, or move the reminders first.
hours-night-done = ✓ Changed. The night: { $begins } to { $ends }. What waits for a morning already leaves no sooner than it was to.
hours-night-moved = { $count ->
    [one] One person's
   *[other] { $count } people's
 } own hour of reminders lies in it; they are reminded at the common hour now.
hours-ask-days = For other days write it like: day 1; last working day; second Monday; day 5, every 3 months.
hours-days-never = Such a day never comes, so nothing was changed. Write another, for example: day 1; last working day; second Monday.
hours-days-months = That many months do not divide a year, so nothing was changed. Write every 1, 2, 3, 4, 6 or 12 months.
hours-days-named = A day of a named month comes once a year, so nothing was changed. Write it like: day 5 of month 3; or: day 5, every 3 months.
