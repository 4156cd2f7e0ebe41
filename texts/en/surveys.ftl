# Surveys: composed by staff, answered by members and by whoever follows a link, closed, counted, told.

survey-first = 📊 **{ $title }**

    { $purpose }

    { $count ->
        [1] One question
       *[other] { $count } questions
    }, open until { $time } on { $day }. { $seen } { $who } { $network }
survey-seen-board = Only the board sees the overall results.
survey-seen-leaders = The board and leaders see the overall results.
survey-seen-public = The overall results will be published.
survey-anonymous = **This survey is anonymous:** Lắng Nghe does not keep who answered what, only that you answered, so as not to ask again.
survey-with-unit = **Your unit is recorded:** it stands beside your answers, your name does not.
survey-network = The messaging network's own servers still see what you choose.
survey-pilot-lead = You are one of ten people who try this survey before it goes out. Trial answers do not count; if a question is hard to understand, please tell an officer.
survey-reminder = This survey takes answers until { $time } on { $day }. If you have just answered, please ignore this.
survey-button-begin = Begin
survey-question = **Question { $number }/{ $total }.** { $text }
survey-option-line = **{ $number }.** { $label }
survey-how-several = Choose one or more, then press **Done**.
survey-chosen = Chosen: { $labels }
survey-all-answered = All { $total } questions are answered. Once sent, nothing can be changed, since nobody knows whose answers they are.
survey-button-back = ‹ Question before
survey-button-done = ✓ Done
survey-button-send = ✓ Send my answers
survey-button-leave = No, do not send
survey-thanks = ✓ Your answers are in, thank you. The board may tell you the results here.
survey-thanks-link = ✓ Your answers are in, thank you. Lắng Nghe keeps no contact of yours.
survey-thanks-next = ✓ Form number { $count } at **{ $label }** is in.
survey-button-next = Next person
survey-left = Your answers are gone. The survey stays open if you want to answer later.
survey-refused-unknown = This survey is gone, or is not for you.
survey-refused-early = This survey has not opened yet.
survey-refused-over = This survey is closed. What was not sent does not count and is not kept.
survey-refused-answered = You have answered this survey. Everybody answers once, on whichever network.
survey-refused-stale = That belongs to another question. This is the one being asked:

survey-no-answer = No answer
survey-unclear = Not sure
survey-agree-1 = Strongly agree
survey-agree-2 = Agree
survey-agree-3 = Disagree
survey-agree-4 = Strongly disagree
survey-satisfied-1 = Very satisfied
survey-satisfied-2 = Satisfied
survey-satisfied-3 = Dissatisfied
survey-satisfied-4 = Very dissatisfied
survey-about-strata = Which group do you belong to most?
survey-about-age = Which age band are you in?
survey-about-sex = Are you a man or a woman?
survey-age-1 = 18 to 34
survey-age-2 = 35 to 49
survey-age-3 = 50 to 64
survey-age-4 = 65 and over
survey-sex-1 = Man
survey-sex-2 = Woman

survey-list = **Surveys.** Choose one to look at, or write a new one:
survey-list-none = There is no survey yet.
survey-button-write = ✎ Write a survey
survey-preview = **Preview.** { $to } { $when } Questions cannot be changed once it is sent.
survey-preview-network = To: { $unit }, { $asked } collaborators, of whom { $reached } can be reached now. Its results are collaborators' opinions, not a sample of the public.
survey-preview-self = The public answers by an open link, made once the survey is open. Its results are those of whoever chose to answer, not a sample of the public.
survey-preview-sampled = People drawn as a sample answer by a link; results can be set against the population once the shares of its groups are entered.
survey-when-now = It leaves with **Send the survey**.
survey-when-later = It opens at { $time } on { $day }.
survey-closes = It closes at { $time } on { $day }.
survey-closes-quota = It closes at { $time } on { $day }, or at { $quota } answers.
survey-preview-question = **{ $number }.** { $text }
    { $options }
survey-button-launch = ✓ Send the survey
survey-button-pilot = Try it on ten people
survey-button-change = ✎ Change the survey
survey-button-drop = Drop the survey
survey-not-askable-conditional = This form has a question that is asked only after a certain answer (**{ $label }**); a survey asks everybody the same. Please choose another form or write the questions here.
survey-not-askable-not-a-choice = A survey asks questions with options; **{ $label }** has none. Please choose another form or write the questions here.
survey-not-askable-no-options = **{ $label }** has no options. Please choose another form or write the questions here.
survey-not-askable-empty = This form has no question. Please choose another form or write the questions here.
survey-not-askable-too-many = This form has too many questions; a survey asks 12 at most. Please choose another form or write the questions here.
survey-options-few = Please write 2 to 10 options, one a line.
survey-closes-too-early = It has to close after it opens ({ $time } on { $day }). Please choose another day.
survey-sent = ✓ The survey **{ $title }** is on its way to { $reached } collaborators.
survey-opened = ✓ The survey **{ $title }** is open.
survey-planned = ✓ The survey **{ $title }** opens at { $time } on { $day }.
survey-piloting = ✓ The survey **{ $title }** is on its way to { $count } people who try it.
survey-pilot-nobody = No collaborator can be reached now to try it.
survey-cancelled = The survey **{ $title }** is dropped; trial answers are not kept.
survey-too-late = This survey is not at that step any more.
survey-card = 📊 **{ $title }** ({ $status })
    { $answered }
    { $closes }
survey-card-asked = To { $asked } collaborators; { $reached } can be reached now.
survey-answered-few = Fewer than 5 answers.
survey-answered-about = At least { $count } answers (counted in fives, so that nobody is seen to answer).
survey-answered = { $count ->
        [1] One answer.
       *[other] { $count } answers.
    }
survey-status-planned = waits to open
survey-status-pilot = on trial
survey-status-open = open
survey-status-closed = closed
survey-status-cancelled = dropped
survey-button-open = ✓ Send to everybody
survey-button-call-off = Drop this survey
survey-button-close = Close now
survey-button-close-sure = Yes, close it
survey-close-ask = Close **{ $title }** now? Answers being written will not count.
survey-button-remind = Remind who has not answered
survey-reminding = ✓ A reminder is on its way to those who have not answered. Nobody sees the list.
survey-closed = The survey **{ $title }** is closed. { $answered }
survey-over-time = The survey **{ $title }** has come to its hour and is closed.
survey-over-quota = The survey **{ $title }** has all the answers that were wanted and is closed.
survey-over-cancelled = The survey **{ $title }** came to its closing hour before it could open, and is dropped.
survey-button-see = Look at the survey
survey-button-results = Results
