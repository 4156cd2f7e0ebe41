# Prompts: writing, previewing, sending, changing.

prompt-title = **{ $title }**
prompt-matter = **{ $number }.** { $text }
prompt-due = ⏰ Due: { $due } on { $day }.
prompt-button-report = ✎ Write a report
prompt-button-calm = I listened; no opinions heard
prompt-button-not-heard = Could not ask yet
prompt-write-code = To write your report, send **{ $name }** this code privately: { $code }
prompt-write-privately = To write your report, send **{ $name }** a private message.
prompt-button-open = Open Lắng Nghe
prompt-preview = **Preview.** To: { $unit }, { $asked } collaborators, of whom { $reached } can be reached now. { $when }
prompt-preview-shielded = **Preview.** To: { $unit }. No number is shown: who reports is shielded. { $when }
prompt-preview-quota = Zalo **{ $name }**: { $left } of { $monthly } messages left this month; this needs about { $needed }.
prompt-preview-quota-short = ⚠ { $name } **has not enough left** for this: some will get it late or on another network.
prompt-preview-shut = **Cannot be reached now ({ $count }):**
prompt-preview-closing = ⏰ For { $count } members the time in which Zalo lets us write ends before the answers are due, so that they may not be reminded: { $names }
prompt-when-now = It leaves as soon as you press.
prompt-when-morning = It is late: it will leave at { $time }.
prompt-when-rule = It leaves by the monthly rule, at { $time } on { $day }.
prompt-when-later = It leaves at { $time } on { $day }.
prompt-button-send = ✓ Send
prompt-button-look = See it on each network
prompt-look =
    { $count ->
        [1] **On { $network }** it will look like this:
       *[other] **On { $network }** it will be { $count } messages, like this:
    }
prompt-look-files = Files go ahead of the words: { $names }. Where a network takes no such file, a link or a line with its name stands instead.
prompt-look-end = Nothing is sent yet. If it is right, press **Send**.
prompt-button-change = ✎ Change
prompt-button-drop = Discard
prompt-button-progress = See who has answered
prompt-button-other-when = Change when it is sent
prompt-button-other-send-hour = Change the hour
prompt-due-too-early = Answers must be due after it leaves ({ $time } on { $day }). Please choose another day.
prompt-hour-is-over = That hour has passed ({ $time } on { $day }). Please choose again.
prompt-planned = ✓ **{ $title }** will leave for { $asked } collaborators at { $time } on { $day }.
prompt-planned-shielded = ✓ **{ $title }** will leave at { $time } on { $day }. No number is shown: who reports is shielded.
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
prompt-rule-empty = It is time for the prompt of month { $month }, and none has been written. Press **Write a prompt**.
prompt-button-copy = Write from this
prompt-copying = A new prompt from **{ $title }**: its words, matters and audience stay, days are asked again. Its title can be changed on the review page.
prompt-button-amend = Correct, withdraw
prompt-corrected = **{ $title }** was corrected; the message above is right now.
prompt-corrected-below = **Correction.** The right wording of **{ $title }**, in place of the one before:
prompt-withdrawn = **{ $title }** is withdrawn: no answer is needed any more. Thank you.
prompt-withdrawn-card = **{ $title }**: this prompt is withdrawn, and no answer is needed.
prompt-files-gone = ⚠ Attachments that are not kept any more, their time being over: { $names }. Sent now it goes without them; to have them change the prompt and send the files anew.
prompt-files-wait = The attachment is being checked; the preview comes right after.
prompt-group-count = ✓ At least { $count } people have answered.
prompt-answered-before = You have answered **{ $title }** already. To report something more, choose **Write a report**.
