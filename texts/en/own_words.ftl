# A sentence that nobody asked for: what it wants, and what becomes of what it tells.

said-thanks = Thank you.
said-greeting = Hello. Choose what to do:
said-unknown = I did not understand this message. Please choose something, or ask an officer:
said-who-sees = Only the officer in charge can learn who reported, and every look is logged with its reason. Leaders and digests never show who reported. To see what the board keeps about you, send **dữ liệu của tôi**.
said-as-is = Very well, everything stays as it is.
said-delete = A report just sent can be taken back within 2 minutes: /laylai. An older one can be corrected or deleted under **My reports**.
said-due-head = To be answered by:
said-due = • { $title }: { $time } on { $day }
said-nothing-due = No prompt is waiting for your answer now.
said-kept = I am holding on to this message; nobody has it yet. What should become of it?
said-kept-file = I am holding on to this file; nobody has it yet. What should become of it?
said-full = I have kept as much as I can, so your last message is not kept. Choose what becomes of the earlier ones, then send it again:
said-cut = It is too long, or too many files: only the first part is held.
said-button-on = Add to: { $title }
said-button-report = Make it a report
said-button-urgent = ❗ Report as urgent
said-button-drop = Do not record it
said-in-place = ✓ Your message is in the form now.
said-files-left = This form takes no more of them. { $count ->
        [one] { $count } file is
       *[other] { $count } files are
    } still held, and nobody has them; I ask again once this form is sent.
said-files-still = I am still holding { $count ->
        [one] { $count } file
       *[other] { $count } files
    }; nobody has them yet. What should become of them?
said-waits = Your message is held, and offered at the next question that takes words.
said-nothing = Nothing is recorded yet. What should be recorded this time?
said-dropped = Dropped, it was not recorded.
said-gone = That message was recorded or dropped before.
said-kept-anew = Your new words are kept, nobody has them yet. What should become of them?
