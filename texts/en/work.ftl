# Prompts, reports, reminders, alerts, digests in the chat.

prompt-title = **{ $title }**
prompt-matter = **{ $number }.** { $text }
prompt-due = ⏰ Due: { $due } on { $day }.
prompt-button-report = ✎ Write a report
prompt-button-calm = I listened; no opinions heard
prompt-button-not-heard = I could not find out
prompt-button-open = Open Lắng Nghe
prompt-preview = **Preview.** To: { $unit }, { $asked } collaborators, of whom { $reached } can be reached here. { $when }
prompt-when-now = It leaves as soon as you press.
prompt-when-morning = It is late: it will leave at { $time }.
prompt-when-rule = It leaves by the monthly rule.
prompt-button-send = ✓ Send
prompt-button-change = ✎ Change
prompt-button-drop = Drop it
prompt-button-progress = See who has answered
prompt-sent = ✓ **{ $title }** is on its way to { $reached } people.
prompt-sent-morning = ✓ **{ $title }** will leave for { $reached } people at { $time } on { $day }.
prompt-due-too-early = Answers must be due after it leaves ({ $time } on { $day }). Please choose another day.
prompt-scheduled = ✓ **{ $title }** is scheduled.
prompt-dropped = Dropped; nothing was sent.
prompt-rule-sent = The hour has come: **{ $title }** was sent by the rule.
prompt-rule-empty = It is time for the content of month { $month }, and none has been written. Press **Write a prompt**.

progress-none = No prompt has been sent.
progress-choose = Which prompt?
progress-head = **{ $title }** (due { $due })
    Reports: { $submitted }/{ $asked }
    Nothing to report or not found out: { $nothing }
    Being written: { $started }
    Not sent: { $pending }
    Not reached: { $unreached }
progress-missing-title = **Not sent:**
progress-missing = { $unit }: { $names }
progress-started = { $name } (being written)
progress-unreached-title = **Not reached:**
progress-unreached = { $unit }: { $name } ({ $reason })
reason-not-joined = has not joined
reason-blocked = blocked the bot
reason-deactivated = account deleted
reason-never-started = never opened the chat
reason-not-found = account not found
reason-other = refused by the network

reminder-pending = ⏰ { $days ->
        [0] **{ $title }** is due today
        [1] **{ $title }** is due in 1 day
       *[other] **{ $title }** is due in { $days } days
    } ({ $time }, { $day }). No report has come in yet. If you heard no opinions this time, press **I listened; no opinions heard**.
reminder-started = ⏰ **{ $title }**: { $left } questions left. Due: { $time }, { $day }.
reminder-not-sent = ⏰ **{ $title }**: all questions are answered, but it was not sent. Due: { $time }, { $day }.

report-which = On which matter?
report-over = This prompt is over or no longer there.
report-already = You have reported on this already, thank you.
report-not-yours = There is no such report.
report-missing = Still to be answered:
report-files-wait = The file is being checked; then the report goes at once.
report-received = Report **{ $number }** received, thank you. When something comes of it, Lắng Nghe will tell you.
report-urgent-received = ❗ Received, and the officer on duty was alerted: **{ $number }**. If lives are in danger call 113, 114 or 115. When something comes of it, Lắng Nghe will tell you.
report-revised = ✓ Report **{ $number }** was corrected.
report-nothing-calm = ✓ Noted: **{ $title }**, you listened and heard no opinions. Thank you.
report-nothing-not-heard = ✓ Noted: **{ $title }**, not found out. If you hear something, press **Write a report**.
report-button-more = Another matter
report-button-after-all = ✎ Write a report
own-none = No report has been sent.
own-title = The reports you sent, newest first:
own-line = { $number } · { $day } · { $kind }
own-head = **{ $number }**, sent on { $day }, version { $revision }
own-answer = { $label } **{ $answer }**
own-button-correct = ✎ Correct this report
own-correcting = Correcting report **{ $number }**. What you sent stands until you press Send.
kind-periodic = periodic
kind-thematic = thematic
kind-urgent = urgent
kind-review = review

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

digest-making = Putting it together, a few seconds…
digest-none = There is no digest yet.
digest-section-empty = Nothing here yet.
digest-failed = The digest could not be made. It is logged; please try again later.
digest-document = Digest of { $day }, ready to sign.
digest-document-making = Making the document…
digest-button-document = ⬇ Document (DOCX)
