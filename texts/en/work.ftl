# Prompts, reports, reminders, alerts, digests in the chat.

prompt-title = **{ $title }**
prompt-matter = **{ $number }.** { $text }
prompt-due = ⏰ Due: { $due } on { $day }.
prompt-button-report = ✎ Write a report
prompt-button-calm = I listened; no opinions heard
prompt-button-not-heard = I could not find out
prompt-write-privately = To write your report, send **{ $name }** a private message.
prompt-button-open = Open Lắng Nghe
prompt-preview = **Preview.** To: { $unit }, { $asked } collaborators, of whom { $reached } can be reached here. { $when }
prompt-preview-quota = Zalo **{ $name }**: { $left } of { $monthly } messages left this month; this needs about { $needed }.
prompt-preview-quota-short = ⚠ { $name } **has not enough left** for this: some will get it late or on another network.
prompt-preview-shut = **Cannot be reached now ({ $count }):**
prompt-preview-closing = ⏰ For { $count } members the time in which Zalo lets us write ends before the answers are due, so that they may not be reminded: { $names }
list-more = and { $count } more
prompt-when-now = It leaves as soon as you press.
prompt-when-morning = It is late: it will leave at { $time }.
prompt-when-rule = It leaves by the monthly rule, at { $time } on { $day }.
prompt-when-later = It leaves at { $time } on { $day }.
prompt-button-send = ✓ Send
prompt-button-change = ✎ Change
prompt-button-drop = Drop it
prompt-button-progress = See who has answered
prompt-due-too-early = Answers must be due after it leaves ({ $time } on { $day }). Please choose another day.
prompt-hour-is-over = That hour has passed ({ $time } on { $day }). Please choose again.
prompt-planned = ✓ **{ $title }** will leave for { $asked } collaborators at { $time } on { $day }.
prompt-button-cancel = Cancel it
prompt-button-rewrite = ✎ Write it again
prompt-planned-cancelled = **{ $title }** will not be sent.
prompt-changing = Changing **{ $title }**. What is scheduled stands until you press **Send**.
prompt-rewriting = Writing **{ $title }** again.
prompt-change-busy = { $name } is changing it.
prompt-change-too-late = Your change comes too late. { $what } Press **Send** once more to send it as a prompt of its own.
prompt-was-sent = It was sent at { $time } on { $day }.
prompt-was-cancelled = { $name } cancelled it at { $time } on { $day }.
prompt-was-overdue = Its answers were due before it was sent, so it was not.
prompt-overdue = **{ $title }** was never sent, and its answers are due now ({ $time } on { $day }): it will not be sent. Press **Write it again** if you still need it.
prompt-dropped = Dropped; nothing was sent.
prompt-rule-empty = It is time for the content of month { $month }, and none has been written. Press **Write a prompt**.

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

progress-waiting = ⏰ { $title } (not sent yet)
progress-button-card = How it was sent
progress-all-reached = Everybody has received this.
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
progress-held = { $unit }: { $name } (waiting: { $reason })
reason-not-joined = has not joined
reason-blocked = blocked the bot
reason-deactivated = account deleted
reason-never-started = never opened the chat
reason-not-found = account not found
reason-cancelled = the rest was cancelled
reason-later = not sent yet, can be sent now
reason-gave-up = network trouble for too long
reason-expired = its time had passed
reason-our-fault = a fault of Lắng Nghe
reason-left = no longer on the roster
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
own-button-older = Older reports ›
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
