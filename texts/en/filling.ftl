# Filling in a form: questions, what is kept, what was not understood.

fill-question = **{ $number }/{ $total } · { $label }**
fill-question-plain = **{ $label }**
fill-how-several = Tick one or more, then press Done.
fill-how-several-most = Tick { $most } at most, then press Done.
fill-how-date = Or write a date, such as 25/11.
fill-how-month = Or write month and year, such as 10/2026.
fill-how-year = Or write the year, such as 2026.
fill-how-photo = Send one photo here.
fill-how-rank = Press the items in order, the most important first, then Done.
fill-how-time = Or type a time, for example 8:30.
fill-how-moment = Or type the day and the time, for example 8:30 yesterday.
fill-how-range = Type a number from { $least } to { $most }.
fill-how-barcode = Type the digits or letters printed beside the barcode.
fill-how-place = Press 📎, choose **Location** and send it. Only a rough place is kept, about the size of a commune.
fill-how-sound = Send a voice message or a sound file here.
fill-how-video = Send a video here.
fill-how-video-needed = Send a video here.
fill-how-file = Send a file here (PDF, Word, Excel or a picture).
fill-how-filter = A long list: type a few letters to find an item.
fill-how-other-page = A long list: type a few letters to search; to choose more from the next page, add 0 at the end, such as 1 3 0.
fill-how-names = Several: write their names, with commas between them.
fill-no-choices = After the answers before there is nothing to choose from. Please press **Back** and change one.
fill-fitting = { $count } items with “{ $typed }”.
fill-choice-line = { $number }. { $label }
fill-group-instance = { $label } { $number }
fill-so-far = So far: { $answer }
fill-choosing = Chosen so far: { $answer }
    Send the numbers of the others, or send **done**.
fill-kept = ✓ Kept.
fill-kept-answer = ✓ Kept: { $answer }
fill-kept-part = ✓ The first { $most } letters are kept. The rest was too long; please send it as another matter.
fill-answered = **{ $label }**
    ✓ Kept.
fill-corrected = ✓ Corrected: “{ $label }”.
fill-not-whole = “{ $typed }” was not understood. Please write a number, such as 15.
fill-not-number = “{ $typed }” was not understood. Please write a number, such as 12.5.
fill-not-date = “{ $typed }” was not understood. Please write a date, such as 5/11 or yesterday.
fill-not-month = “{ $typed }” was not understood. Please write month and year, such as 10/2026 or last month.
fill-not-year = “{ $typed }” was not understood. Please write the year, such as 2026 or last year.
fill-not-choice = There is no choice “{ $typed }”. Please press one below, or write its name.
fill-ambiguous = Several choices fit “{ $typed }”. Please press one below.
fill-nothing-written = There are no words in that message. Please write your answer again.
fill-not-photo = This question needs a photo. Please send one.
fill-not-time = “{ $typed }” is not clear. Please type a time, for example 8:30.
fill-not-moment = “{ $typed }” is not clear. Please type the day and the time, for example 8:30 yesterday.
fill-not-ranked = Please type the numbers of all items, the most important first, for example 2 1 3. Pressing them works as well.
fill-not-acknowledged = Please press **Seen, go on** below.
fill-not-place = “{ $typed }” is not clear. Please send a location: press 📎 and choose **Location**.
fill-not-sound = This question needs a voice message or a sound file.
fill-not-video = This question needs a video.
fill-not-file = This question needs a file. Please send it here.
fill-not-yes-or-no = Please press a button below, or type “add” or “done”.
fill-out-of-range = Please type a number from { $least } to { $most }, in steps of { $step }.
fill-too-many = This part takes { $most } items only.
fill-rank-left = { $count } items are not ranked yet.
fill-required = This question must be answered before the form can be sent.
fill-constraint = This answer is not valid. Please see the hint at the question.
fill-too-long = The answer is longer than { $most } letters. Please shorten it.
fill-not-now = This question need not be answered any more.
fill-at-most = { $most } at most. Untick one first.
fill-tick-one = Tick at least one, then press Done.
fill-first = This is the first question.
fill-stale = That was answered already. You are at question { $number }/{ $total }.
fill-stale-end = That was answered already. The form is at its last step.
fill-gone = This form was sent or is no longer there. Press /menu to see what there is.
fill-gone-now = That form was sent or is no longer there. This is the one being written.
fill-press-a-button = Your last message is not in the form: every question is answered. Please press a button below.
fill-which = Form: **{ $name }**
fill-changed-over = Changing over to **{ $name }**. The form you were writing before is kept in the menu.
fill-name-correction = correction of { $number }
fill-resumed = Going on from where you stopped.
fill-later = Your unfinished form is kept as it is. When you have time, press **Continue**.
fill-later-due = Your unfinished form is kept as it is. It is due at { $time } on { $day }. When you have time, press **Continue**.
fill-flagged = ❗ Noted as urgent; the officer on duty is being alerted. Please go on, so that they know more.
fill-flagged-nobody = ❗ Noted as urgent. No officer can be reached at the moment; Lắng Nghe goes on trying until somebody takes it. If lives are in danger call 113, 114 or 115.
fill-flagged-already = This matter is noted as urgent already.
fill-urgent-sure = Flag this matter as urgent? The officer on duty is called at once, at night too.
fill-button-urgent-yes = ❗ Flag it now
fill-button-urgent-no = No, go on
fill-empty = not answered
fill-photo-kept = photo attached
fill-sound-kept = sound kept
fill-video-kept = video kept
fill-file-kept = file kept
fill-file-pending = file being checked
fill-place-kept = about { $latitude }, { $longitude }
fill-acknowledged = seen
fill-removed = That item is gone.
fill-repeat-part = This part
fill-repeat-count = { $count ->
    [one] { $count } item
   *[other] { $count } items
    }
fill-repeat-more = { $count ->
    [0] **{ $label }**
        No item yet. Add one?
    [one] **{ $label }**
        { $count } item so far. Add another?
   *[other] **{ $label }**
        { $count } items so far. Add another?
    }
fill-repeat-remove = Take item { $number } ({ $about }) away, with its answers?
fill-review-page = **Review: { $title }** (page { $page }/{ $of })
fill-review-line-in = { $number }. [{ $place }] { $label } **{ $answer }**
fill-review = **Look it over: { $title }**
fill-review-line = { $number }. { $label } **{ $answer }**
fill-review-how = Press a number to change that answer. If all is right, press **Send**.
fill-no-line = There is no line { $number } on this page.
fill-ready = All questions are answered. Press **Send** to send.
fill-ready-now = All questions are answered. Press **Send now**.
fill-button-done = Done
fill-button-back = ‹ Back
fill-button-skip = Skip
fill-button-empty = Leave empty
fill-button-accept = Keep “{ $answer }”
fill-button-accept-typed = Keep
fill-button-month = This month
fill-button-last-month = Last month
fill-button-year = This year
fill-button-last-year = Last year
fill-button-later = Later
fill-button-urgent = ❗ Flag as urgent
fill-button-submit = ✓ Send
fill-button-send-now = ❗ Send now
fill-button-continue = Continue
fill-button-today = Today
fill-button-in-a-week = In a week
fill-button-yesterday = Yesterday
fill-button-page-back = ‹ Previous
fill-button-page-on = Next ›
fill-button-now = Now
fill-button-seen = Seen, go on
fill-button-all = Show all items
fill-button-add = + Add another
fill-button-add-first = + Add an item
fill-button-no-more = That is all, go on
fill-button-none = None, go on
fill-button-remove = ✕ Remove { $number }: { $about }
fill-button-remove-yes = Remove it
fill-button-remove-no = Keep it
list-everybody = The whole province
list-more = and { $count } more
fill-kept-as = ✓ Saved under “{ $label }”.
