# Verification: a neutral question to a contact, and the verdict.

verification-whom = Which contact is to be asked?
verification-one-reporter = Only one person could have reported here: a contact higher up is safer.
verification-nobody = There is no fitting contact to ask.
verification-due = { $days ->
        [one] { $days } day (17:00 { $day })
       *[other] { $days } days (17:00 { $day })
    }
verification-by-when = How soon is an answer wanted?
verification-how = Write a neutral question in your own words: no words, number, hour or precise place of the report.
verification-asked = ✓ The question is on its way to { $name }.
verification-asked-unreached = ✓ The question is kept; { $name } cannot be reached now and gets it as soon as that is possible. If it has not come by the due time, a higher contact is asked.
verification-question = The board asks you to verify something, before { $time } on { $day }:

    { $question }
verification-question-again = ⏰ This question was due at { $time } on { $day }; please answer it:

    { $question }
verification-verdict-true = True
verification-verdict-partly = Partly true
verification-verdict-false = Not true
verification-verdict-unclear = Unclear
verification-thanks = ✓ Noted: **{ $verdict }**. Thank you. To say more, choose **Add a note**.
verification-thanks-words = ✓ Noted: **{ $verdict }**, with your words. Thank you.
verification-words-kept = Your words are kept, not sent yet. Choose an answer below and they go with it.
verification-words-kept-several = Your words are kept, not sent yet. Which question do they answer?
verification-button-drop-words = Do not send these words
verification-words-dropped = The words are dropped, nobody has got them.
verification-others-asked = Thank you. The board will ask another contact about this.
verification-button-note = ✎ Add a note
verification-note-how = Add a few words, naming no citizen:
verification-noted = ✓ Kept for the board. Thank you.
verification-noted-before = Your note was kept already, thank you.
verification-answered-before = This question has been answered: **{ $verdict }**. To correct it, please tell the board.
verification-cancelled = This question needs no answer any more, thank you.
verification-not-yours = There is no such question.
verification-answer = Verification of issue { $number } (**{ $title }**): **{ $verdict }**
verification-raised = ⏰ Issue { $number } (**{ $title }**): due, and not verified yet. A higher contact is asked now: { $name }.
verification-no-answer = ⏰ Issue { $number } (**{ $title }**): due, not verified yet, and there is no higher contact to ask. Another one can be asked.
