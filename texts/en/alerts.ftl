# Alerts: an urgent matter on its way to an officer.

alert-line = ❗ Something urgent to take · no. { $number } · { $time }
alert-line-again = ❗ Something urgent that nobody has taken · no. { $number } · { $time }
alert-group-raised = ❗ Something urgent came in, no. { $number } ({ $time }). The officer on duty is being alerted.
alert-group-nobody = ❗ Urgent, no. { $number } ({ $time }): no officer can be reached, nobody has taken it. Please look in Lắng Nghe.
alert-group-unanswered = ❗ Urgent, no. { $number } ({ $time }): nobody has taken it. Please look in Lắng Nghe.
alert-group-taken = ✓ Urgent, no. { $number } ({ $time }): { $name } took it at { $at }.
alert-group-withdrawn = Urgent, no. { $number } ({ $time }): raised by mistake and taken back.
alert-withdrawn = Urgent, no. { $number } ({ $time }): raised by mistake and taken back.
alert-button-mistake = A mistake
alert-taken-back = The alert was taken back. The form is as it was.
alert-taken-back-report = The alert was taken back. The report is as it was.
alert-mistake-too-late = Two minutes are over, or somebody has taken it: it cannot be taken back any more.
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
