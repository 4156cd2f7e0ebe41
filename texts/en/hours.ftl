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
hours-ask-off = **{ $what }** is off. At which hour shall it be on again? For example 8:30. Type **off** to leave it off.
hours-unclear = That is no clear hour. Write it like 8:30 or 16:00; type **off** to stop it.
hours-night = Nobody is reminded from 20:00 to 7:00. Choose another hour, such as 8:30.
hours-done = ✓ Changed. { $line }
hours-off-done = ✓ Off now: { $what }.
hours-button-show = Hours
hours-line-days-off = { $what }: { $time }, on days off too, next { $days }
