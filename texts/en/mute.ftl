# Units and people who are not reminded.

mute-title = **Not to be reminded.** Until the end of the day given they are not reminded and do not count as silent; new prompts still come to them.
mute-none = Everybody is reminded now.
mute-line = • { $name }: until the end of { $day } ({ $reason }; by { $by })
mute-button-show = Who is not reminded
mute-button-add = Somebody not to be reminded
mute-button-lift = Remind again: { $name }
mute-ask = Write the name or code of a unit or a person, until which day, and the reason behind a colon. For example: An Phú until { $until }: storm relief
mute-done = ✓ { $name }: not to be reminded until the end of { $day } ({ $reason }).
mute-lifted = ✓ { $name }: reminded like everybody from today on.
mute-gone = That has ended already, or somebody had them reminded again.
mute-refused-shape = It is not clear who, until when or why. Please write like: An Phú until { $until }: storm relief
mute-refused-day = It is not clear until which day, or there is no such day. Please write like { $until }.
mute-refused-nobody = No unit and nobody on the roster has this name or code. Please write the exact name, or the code.
mute-refused-several = Several people have this name. Please write the code: { $codes }.
mute-refused-past = That day is over. Please write a day from today on, such as { $until }.
mute-refused-too-long = A year is the most. Please write an earlier day, such as { $until }.
