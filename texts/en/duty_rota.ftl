# Who is on duty: the weeks' rota, swaps, days off, and the hours in which nobody is.

duty-title = **Rota**
duty-none = There is no rota: an urgent matter goes to one officer after another.
duty-now = On duty now: { $names }
duty-now-nobody = Nobody is on duty at this hour: an urgent matter goes to all officers at once.
duty-overrides = Swaps:
duty-override-line = • { $begins } - { $ends }: { $names }
duty-holes = Nobody is on duty in these hours. An urgent matter then goes to all officers at once:
duty-button-write = Write the rota anew
duty-button-override = Swap
duty-button-days = Days off and worked
duty-button-clear = Remove the rota
duty-button-show = See the rota
duty-write-how = Send the whole rota, a shift a line. Copy the one that stands and change it, or send an Excel file with the columns days, from, to, officers.

    mon-fri 7:00-17:00: Trần Bình, Đỗ Em
    mon-fri 17:00-7:00: Đỗ Em
    sat, sun all day: Trần Bình
    holidays all day: Đỗ Em

    A night shift is 17:00-7:00. Whoever stands first is asked first.
duty-write-now = The rota as it is now:
duty-override-how = Send from when until when, and who. Example: 24/11 17:00 - 25/11 7:00: Đỗ Em
duty-days-how = To change one, send a day: “24/11 off” or “22/8 worked”.
duty-days-title = Days off and swaps ahead:
duty-day-line-off = • { $day }: off
duty-day-line-worked = • { $day }: worked
duty-saved = ✓ The rota is saved. Urgent matters under way go on by the old one.
duty-cleared = The rota is removed.
duty-changed-meanwhile = Not saved: another officer has just changed the rota. To change it further, send the whole rota again.
duty-overridden = ✓ Swapped from { $begins } to { $ends }.
duty-day-off = ✓ { $day } is a day off.
duty-day-worked = ✓ { $day } is worked.
duty-reading = Reading the rota…
duty-sheet-unreadable = The file could not be read. Please send an Excel file (.xlsx) with the columns days, from, to, officers.
duty-sheet-not-saved = The rota stays as it was.
duty-refused-empty = There are no lines. Please send one shift at least.
duty-refused-too-long = The rota is too long. At most 100 lines.
duty-refused-shape = Line { $line }: “{ $word }” has no colon before the officers' names.
duty-refused-day = Line { $line }: no day is meant by “{ $word }”. Examples: mon-fri, sun, holidays.
duty-refused-hour = Line { $line }: no hours are meant in “{ $word }”. Examples: 7:00-17:00, 17:00-7:00, all day.
duty-refused-name = Line { $line }: no one officer is called “{ $word }”. Please write the full name as on the roster.
duty-refused-override = “{ $word }” does not say from when until when, and who. For example: 24/11 17:00 - 25/11 7:00: Đỗ Em
duty-refused-date = “{ $word }” does not say which day. For example: “24/11 off” or “22/8 worked”.
duty-refused-past = That time is over already.
duty-day-0 = Mon
duty-day-1 = Tue
duty-day-2 = Wed
duty-day-3 = Thu
duty-day-4 = Fri
duty-day-5 = Sat
duty-day-6 = Sun
duty-day-7 = Holidays
