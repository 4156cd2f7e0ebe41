# Alerts: an urgent matter on its way to an officer.

alert-line = ❗ Something urgent to take
alert-line-again = ❗ Something urgent that nobody has taken
alert-group = ❗ Something urgent came in. The officer on duty has been told.
alert-button-see = See
alert-button-take = ✓ I take it
alert-content = **{ $topic }** · { $place } · { $time } (not verified)

    { $gist }
alert-no-topic = Topic not known yet
alert-no-gist = The collaborator is still writing.
alert-has = ✓ { $name } took it at { $time }.
alert-taken = It is yours.
alert-taken-by-other = Somebody took it before you.
alert-not-yours = This alert cannot be shown to you.
