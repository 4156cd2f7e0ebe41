# Issues: reports on one matter, their timeline, the outcome.

issue-list = Issues under way, the newest first:
issue-list-ended = Issues with an outcome, or closed:
issue-month = In { $month }: known of { $heard } · acted on { $acted } ({ $acted_percent } %) · told back { $told } ({ $told_percent } %)
issue-list-none = There are no issues yet.
issue-line = No. { $number }: { $title } · { $status }
issue-button-older = Older issues ›
issue-button-ended = Ended
issue-unknown = There is no such issue.
issue-ended = This issue is closed, or no longer at that step.
issue-which = Which issue is this report about? (same field, same place, near days)
issue-button-new = A new issue
issue-title-how = Name the new issue: one short sentence of your own that names nobody. For one that exists send its number, for example 12.
issue-opened = ✓ Issue { $number } is open: **{ $title }**
issue-grouped = Put together.
issue-not-grouped = Not possible: the report is in an issue already, or the issue is closed.
issue-split-which = Which report is to be taken out?
issue-split = Taken out.
issue-merge-which = Merge into which issue? The reports of this one move there.
issue-merge-none = There is no other issue under way.
issue-merged = Merged.
issue-not-merged = Not possible: one of the two is closed.
issue-tell-how = What came of issue { $number } (**{ $title }**)? Write it once, in plain words; everyone who reported on it gets exactly these words.
issue-escalate-how = Which authority was issue { $number } (**{ $title }**) passed to?
issue-close-how = Why is issue { $number } (**{ $title }**) closed? Those who reported hear nothing of such a closing.
issue-note-how = Note on issue { $number } (**{ $title }**):
issue-tell-preview = **Preview, nobody has it yet.** Whoever reported on this will read, with the day and number of their own report:
issue-button-tell-send = ✓ Send the outcome
issue-button-tell-anew = ✎ Write it anew
issue-tell-gone = This outcome was sent or written anew. Nothing more goes out.
issue-tell-merged = This issue is now part of issue { $number } (**{ $title }**), so that nothing was sent. Please read the words again before they go:
issue-tell-closed = This issue is closed, so that the outcome was sent to nobody. The words, should you need them: { $words }
issue-not-done-why = Somebody who reported on issue { $number } (**{ $title }**) says why it is not done: { $words }
issue-told = ✓ The outcome is kept and on its way to those who reported on it.
issue-told-waiting = ✓ The outcome is kept and on its way to those who reported on it. Whoever cannot be reached now gets it when they can.
issue-done-escalate = ✓ Noted: handed to the authority in charge.
issue-done-close = ✓ The issue is closed.
issue-done-note = ✓ Noted.
issue-head = **{ $number }. { $title }**
    { $status } · { $topic } · { $place }
    In charge: { $owner }
issue-no-owner = nobody yet
issue-date-heard = Heard { $day }
issue-date-acted = Acted on { $day }
issue-date-told = Told { $day }
issue-reports = { $count ->
        [one] { $count } report: { $numbers }
       *[other] { $count } reports: { $numbers }
    }
issue-alike-one = { $number } ({ $percent } % alike)
issue-comparing = Looking for reports on this matter…
issue-button-compare = Look for reports on this matter
issue-seen-by-you = Only you see this issue.
issue-seen-by = Seen by you and { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }.
issue-untold = Not told yet: { $count ->
    [one] one person
   *[other] { $count } people
 } who cannot be reached now. They are told as soon as they can be.
issue-untold-few = Some are not told yet: they cannot be reached now, and are told as soon as they can be.
issue-unasked-nobody = Nobody could be asked "Is it done?": they cannot be reached now, and are asked as soon as they can be. You can ask a contact.
issue-unasked-some = Some could not be asked "Is it done?": they cannot be reached now, and are asked as soon as they can be.
issue-alike = { $count ->
        [one] Perhaps the same matter (same field, same place, near days, like words): { $count } report, { $numbers }
       *[other] Perhaps the same matter (same field, same place, near days, like words): { $count } reports, { $numbers }
    }
issue-status-open = open
issue-status-verifying = being verified
issue-status-escalated = with the authority in charge
issue-status-resolved = has an outcome
issue-status-closed = closed
issue-event-opened = { $at } { $name } opened the issue
issue-event-grouped = { $at } { $name } added a report
issue-event-split = { $at } { $name } took a report out
issue-event-merged = { $at } { $name } merged two issues
issue-event-owned = { $at } { $name } took charge
issue-event-asked = { $at } { $name } asked the contact
issue-event-asked-higher = { $at } overdue, a higher contact is asked
issue-event-verdict = { $at } { $name } answered
issue-event-escalated = { $at } { $name } handed it on
issue-event-told = { $at } { $name } told the outcome
issue-event-not-done = { $at } a reporter says that it is not done
issue-event-done = { $at } a reporter says that it is done
issue-event-closed = { $at } { $name } closed it
issue-event-note = { $at } { $name } noted
issue-button-group-alike = Add them all
issue-button-verify = Verify
issue-button-escalate = Hand on
issue-button-tell = Tell the outcome
issue-button-close = Close
issue-button-own = Take charge
issue-button-note = Note
issue-button-split = Take a report out
issue-button-merge = Merge
issue-button-back = See the issue
issue-reopened = Issue { $number } (**{ $title }**): somebody who reported says that it is not done. The issue is open again.
issue-weekly = **Issues without an outcome** (in working days)
issue-weekly-none = No issue waits for its outcome this week.
issue-weekly-very-overdue = Long overdue: { $count }
issue-weekly-overdue = Overdue: { $count }
issue-weekly-due = Due this week: { $count }
issue-weekly-later = Not due yet: { $count }
issue-weekly-line = • no. { $number } · { $title } · { $place } · due { $day }
issue-weekly-see = See issue { $number }
issue-weekly-head = Head of the audit log (please keep it, to hold the log against): { $head }
issue-weekly-more = … and { $count } more
