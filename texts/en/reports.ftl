# Reports: beginning, receipt, correction, one's own.

report-which = On which matter?
report-over = This prompt is over or no longer there.
report-already = You have reported on this already, thank you.
report-not-yours = There is no such report.
report-missing = Still to be answered:
report-constraint = This answer does not fit the others. Please look again:
report-unfit = What is written here is no answer yet. Please answer again:
report-at-odds = Not sent yet: the answers do not fit each other. Please look again.
report-files-wait = The file is being checked; then the report goes at once.
report-received = Report **{ $number }** received, thank you. You can read or correct it at any time.
report-urgent-nobody = ❗ Received: **{ $number }**. No officer can be reached at the moment; Lắng Nghe goes on trying until somebody takes it. If lives are in danger call 113, 114 or 115.
report-urgent-received = ❗ Received, the officer on duty is being alerted: **{ $number }**. If lives are in danger call 113, 114 or 115.
report-revised = ✓ Report **{ $number }** was corrected.
report-nothing-calm = ✓ Noted: **{ $title }**, you listened and heard no opinions. Thank you.
report-nothing-not-heard = ✓ Noted: **{ $title }**, not found out. If you hear something, press **Write a report**.
report-which-calm = On which prompt have you heard no opinions?
report-which-not-heard = On which prompt could you not find out?
report-none-asked = No prompt is waiting for an answer now.
report-button-more = Another matter
report-button-after-all = ✎ Write a report
own-none = No report has been sent.
own-title = The reports you sent, newest first:
own-how = To find an older one: /cuatoi with a few words, for example: /cuatoi fertiliser
own-none-found = No report has these words. Send /cuatoi to see them all.
own-none-found-newest = None of your newest { $count } reports has these words. For older ones send /cuatoi and page on.
own-searched = Searched in your newest { $count } reports. For older ones send /cuatoi and page on.
own-line = { $number } · { $day }
own-mark-withdrawn = withdrawn or deleted
own-mark-outcome = outcome
own-outcome = **Outcome of { $day }:** { $outcome }
own-outcome-goes-on = The matter is being worked on further.
own-outcome-closed = The matter is closed.
own-head = **{ $number }**, sent on { $day }
own-head-revised = , sent again { $count ->
        [one] once
       *[other] { $count } times
    }
own-alert-waits = ❗ No officer has taken this urgent matter yet.
own-alert-taken = ✓ An officer took this urgent matter at { $time } on { $day }.
own-unreadable = The words of this report cannot be opened here. The report is still there and counted; please tell the board's staff.
own-emptied = The words of this report are not kept any more.
own-withdrawn = The content of report **{ $number }** is deleted; only the number is left.
own-taken-back = Report **{ $number }** was taken back and is a draft. Press **Continue** to look it over and send it.
own-button-delete = Delete this report
own-answer = { $label } **{ $answer }**
own-button-older = Older reports ›
own-button-correct = ✎ Correct this report
own-correcting = Correcting report **{ $number }**. What you sent stands until you press Send.
report-whole = That answers the whole request, so it was not written into this question. If you mean it, choose it below; else answer in other words.
