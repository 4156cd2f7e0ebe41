# What became of one's own report: the outcome, whether it is done, questions of the staff's.

feedback-outcome = What you reported on { $day } ({ $number }): { $outcome }

    If it is still not done, choose **Not done**.
feedback-question = Is what you reported on { $day } ({ $number }) done?
feedback-button-done = Done
feedback-button-not-done = Not done
feedback-reopened = Noted: not done. The matter is open again and with the officer in charge. Thank you.
feedback-kept = Noted: not done. It is being dealt with together with another matter. Thank you.
feedback-goes-on = This matter is being dealt with and not closed. If you want to say more, choose **Say why**. Thank you.
feedback-thanks = Noted: done. Thank you.
feedback-not-now = This was noted before, or there is a newer outcome. Thank you.
feedback-button-why = ✎ Say why
feedback-why-how = What is not done yet? Please write one sentence, without anybody's name:
feedback-why-kept = ✓ Your words are kept for the officer who has the matter. Thank you.
feedback-why-enough = What you said before about this matter is kept for the officer who has it, so that what you wrote now is not added. Once there is a new outcome you can write again. Thank you.
feedback-why-enough-now = What you said before about this matter is kept for the officer who has it. Once there is a new outcome you can write again. Thank you.
feedback-why-late-now = This matter is closed or has a new outcome, so that there is nothing to add. Thank you.
feedback-why-late = This matter is closed or has a new outcome, so that what you wrote is not kept.
feedback-asked = The board asks about your report of { $day } ({ $number }):

    { $question }
feedback-button-reply = ✎ Answer
feedback-reply-how = { $question }

    Please write your answer, naming no citizen:
feedback-replied = ✓ Your answer is kept for the board. Thank you.
feedback-answered-before = This question was answered, or is no longer there.
feedback-returned = Your report of { $day } ({ $number }) needs a correction: { $reason }
feedback-same-question = Is it one of these matters? If so, choose it and hear its outcome; if not, leave it.
feedback-same-joined = ✓ The report is joined to: { $title }.
feedback-same-not = It cannot be joined any more: the report belongs to a matter already, or that one has ended. The report stays as it is.
