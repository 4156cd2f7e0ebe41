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
survey-pilot-lead = You are asked to try this survey before it goes out. Trial answers do not count; if a question is hard to understand, please tell an officer.
survey-reminder = This survey takes answers until { $time } on { $day }. If you have just answered, please ignore this.
survey-button-begin = Begin
survey-question = { $title }
    **Question { $number }/{ $total }.** { $text }
survey-option-line = **{ $number }.** { $label }
survey-how-several = Choose one or more, then press **Done**.
survey-chosen = Chosen: { $labels }
survey-all-answered = All { $total } questions are answered. Once sent, nothing can be changed, since nobody knows whose answers they are.
survey-button-back = ‹ Question before
survey-button-done = ✓ Done
survey-button-send = ✓ Send my answers
survey-button-leave = No, do not send
survey-thanks = ✓ Your answers are in, thank you.
survey-thanks-public = ✓ Your answers are in, thank you. The board may tell you the results here.
survey-thanks-link = ✓ Your answers are in, thank you. Lắng Nghe keeps no contact of yours.
survey-thanks-next = ✓ The form at **{ $label }** is in.
survey-thanks-again = Thank you, the form before at **{ $label }** is done; it need not be sent again.
survey-button-next = Next person
survey-left = Your answers are gone. The survey stays open if you want to answer later.
survey-refused-unknown = This survey is gone, or is not for you.
survey-refused-early = This survey has not opened yet.
survey-refused-over = This survey is closed. What was not sent does not count and is not kept.
survey-refused-answered = You have answered this survey. Everybody answers once, on whichever network.
survey-refused-answered-guest = This account has answered this survey. Each account answers once.
survey-refused-crowded = Very many people are answering just now. Please try again in an hour.
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
survey-not-askable-conditional = **{ $label }** has a condition that a survey cannot ask by yet: it has to hang on exactly one earlier question of which one option is chosen. Please choose another form or write the questions here.
survey-not-askable-conditional-sampled = **{ $label }** is asked of some people only. A sample of the population has to be asked the same of everybody to be weighted. Please choose another form or write the questions here.
survey-asked-after = Asked only of those who answered: { $answers } (“{ $question }”).
survey-asked-many = Asked: { $n }.
survey-not-askable-not-a-choice = A survey asks questions with options; **{ $label }** has none. Please choose another form or write the questions here.
survey-not-askable-no-options = **{ $label }** has no options. Please choose another form or write the questions here.
survey-not-askable-empty = This form has no question. Please choose another form or write the questions here.
survey-not-askable-too-many = This form has too many questions; a survey asks 12 at most. Please choose another form or write the questions here.
survey-options-few = Please write 2 to 10 options, one a line.
survey-audience-gone = A survey goes to a unit of yours. Please choose again.
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
survey-kept-open = The survey **{ $title }** came to its hour while the system was down, so it takes answers until { $time } on { $day }.
survey-over-time = The survey **{ $title }** has come to its hour and is closed.
survey-over-quota = The survey **{ $title }** has all the answers that were wanted and is closed.
survey-over-cancelled = The survey **{ $title }** came to its closing hour before it could open, and is dropped.
survey-button-see = Look at the survey
survey-button-results = Results

survey-results = **Results: { $title }**
survey-results-not-yet = The survey is not closed yet, so there are no results, or they are not for you.
survey-earlier-too-few = They cannot be set beside each other: in one of both, too few chose for any number to be given.
survey-cell = • { $label }: **{ $share }** (n = { $n }; { $least }–{ $most } %)
survey-cell-weighted = • { $label }: **{ $share }** ({ $least }–{ $most } %)
survey-cell-hidden = • { $label }: … (few people, no figure)
survey-row = • { $label } (n = { $n }; effective { $effective }): { $shares }
survey-by = **{ $title }**, by: { $groups }
survey-button-by = By: { $groups }
survey-button-document = Word
survey-button-workbook = Excel
survey-button-csv = CSV
survey-button-chart = Chart
survey-button-tell = Tell those who answered
survey-button-population = Shares and quotas of groups
survey-button-shares = Enter: { $question }
survey-exporting = The file is being made and will be here.
survey-exported = Results of the survey **{ $title }**.
survey-export-not-drawn = The picture could not be drawn this time. The figures are complete in the DOCX and XLSX files; please ask for the picture later.
survey-export-no-chart = No option has enough answers for its share to be told, so there is no picture.
survey-export-failed = This file could not be made. Please try again later.
survey-telling = ✓ The results are on their way to those who answered. Nobody sees the list.
survey-told-before = Results are told once, after the survey has closed, and only where it said that they would be published.
survey-told = Thank you for answering the survey **{ $title }**. These are the overall results:
survey-population = **{ $title }**: the groups of the population, those that lack most first (counted in fives).
survey-achieved = • { $option }: { $share } % of the population, { $answered } answered / { $wanted } wanted
survey-shares-ask = Write the shares of the population (%), one group a line; with a slash and the number of answers wanted if you like, such as **Man: 49.6 / 200**. The first line names the source and its day, such as **Source: Statistical Yearbook, 31/12/2025**.
    { $lines }
survey-shares-source = Please add a line with the source and its day, such as: Source: Statistical Yearbook, 31/12/2025.
survey-shares-unknown-option = Item { $detail } names no group that the survey asks about. Please write the group as the question has it.
survey-shares-missing-option = The share of “{ $detail }” is missing. Please write all groups again.
survey-shares-sum = The shares sum to { $detail } %; they must be near 100 %. Please write them again.
survey-shares-not-a-number = In item { $detail } no number follows the group. Please write it again.
survey-shares-closed = This survey takes no further shares: results that were counted are not counted anew by others.
survey-shares-kept = ✓ The shares by “{ $question }” are kept.

survey-guest = **A survey of { $board }.** Answering is up to you. Lắng Nghe asks for no name and keeps no account of yours, only a mark that cannot be read back, so that each account answers once. The place where the code was given stands beside the answers.

    { $first }
survey-guest-code = If you agree, please send: agree { $code }
survey-button-agree = Agree
survey-button-decline = Do not take part
survey-declined = All right, nothing is kept.
survey-declined-answered = All right. Answers that were sent before still count: nobody knows which they are.
survey-beside = **{ $label }**: fill in for people beside you, one after another. Please read this to them first:

    { $first }
survey-button-beside = First form
survey-button-links = Open links
survey-button-new-link = Make a link
survey-button-close-link = Close: { $label }
survey-links = **Open links** (counted in fives):
survey-link-line = • { $label } ({ $code }): { $answered } answers
survey-link-line-closed = • { $label } (closed): { $answered } answers
survey-link-ask = Where or when is this link used? For example: New Market, 5 November
survey-link-made = ✓ The link for **{ $label }**. Code: { $code }. People open the link or send this code; collaborators send it to fill in for others.
survey-link-on-telegram = Telegram: { $where }
survey-link-on-zalo-bot = Zalo: find { $where } and send the code.
survey-link-on-zalo-oa = Zalo: find the account { $where } and send the code.
survey-link-picture = The QR code for **{ $label }**. Print it or pass it on; whoever has it may answer, each account once.
survey-link-closed = The link **{ $label }** is closed; nobody can answer by it any more.

survey-button-earlier = Beside the last one
survey-earlier = **{ $title }**, beside **{ $before }** (closed on { $day }):
survey-change = • { $option }: { $then } then, **{ $now }** now
survey-changed = (by { $points } points; { $least } to { $most })
survey-earlier-note = Only questions that are the same word for word are compared. Where no difference is given, a change is not certain.

survey-doc-title = SURVEY RESULTS
survey-doc-method = Method
survey-doc-purpose = Purpose: { $purpose }
survey-doc-when = Answers were taken from { $opened } to { $closed }; { $why }
survey-doc-ended-time = it closed at its hour.
survey-doc-ended-quota = it closed when enough answers were in.
survey-doc-ended-staff = an officer closed it.
survey-doc-drawn-network = The respondents are the board's collaborators. These are collaborators' opinions, not a sample of the public.
survey-doc-drawn-self-chosen = The respondents chose to answer, by an open link. These are their opinions, not a sample of the public.
survey-doc-drawn-sampled = The respondents were drawn as a sample of the population at the end of this report, as the officer who made the survey states.
survey-doc-n = Answers counted: n = { $n }; effective n (Kish) = { $effective }.
survey-doc-anonymous = The survey was anonymous: who answered what is not kept.
survey-doc-unit = The respondent's unit stands beside the answers; no name is kept.
survey-doc-hasty = Not counted: { $count } answers faster than anybody reads.
survey-doc-unweighted = Not weighted: every answer counts alike.
survey-doc-weighted = Weighted to the shares of the population (raking, weights from 0.3 to 3 times their mean); design effect (Kish) = { $effect }.
survey-doc-coarse = With weights, shares are rounded to { $step } % and no count is given of those who chose an option, so that nobody can work out a small group.
survey-doc-left-out = { $count } people did not say which group they are in and are in no weighted figure.
survey-doc-total = The shares by “{ $question }” summed to { $total } and were scaled to the common total.
survey-doc-refused-empty-stratum = Not weighted: nobody answered of the group “{ $option }” (“{ $question }”). The figures below are unweighted.
survey-doc-refused-totals-differ = Not weighted: the shares by “{ $question }” sum to something else than the others. The figures below are unweighted.
survey-doc-refused-no-target = Not weighted: some respondents are of the group “{ $option }” (“{ $question }”), whose share of the population was not entered. The figures below are unweighted.
survey-doc-refused-no-convergence = Not weighted: no weights within bounds meet all the shares that were entered. The figures below are unweighted.
survey-doc-refused-nobody = Not weighted: nobody is left who said which group they are in. The figures below are unweighted.
survey-doc-few = fewer than { $k }
survey-doc-results = Results by question
survey-doc-question-heading = Question { $number }. { $text }
survey-doc-wording = { $kind } Options: { $options }.
survey-doc-one = One choice.
survey-doc-several = One or more choices.
survey-doc-base = n = { $n }; effective n = { $effective }. 95 % intervals (Wilson).
survey-doc-nothing = No figures are given: some group has fewer than { $k } people.
survey-doc-question = Question
survey-doc-group = Group
survey-doc-option = Option
survey-doc-count = n
survey-doc-effective = Effective n
survey-doc-share = Share
survey-doc-shares = Shares of the options
survey-doc-between = 95 % interval
survey-doc-least = Lower bound
survey-doc-most = Upper bound
survey-doc-crosses = Comparison of groups
survey-doc-cross-heading = { $text } – by: { $groups }
survey-doc-by-unit = unit
survey-doc-others = The rest (few people)
survey-doc-everybody = Everybody
survey-doc-cell = { $label }: { $share }
survey-doc-difference = { $group } against { $other }, “{ $option }”: { $points } percentage points (from { $least } to { $most }, Newcombe 95 %).
survey-doc-population = Shares of the population
survey-doc-source = Source
survey-doc-as-of = As of
survey-doc-note = Cells of fewer than { $k } people, and those that a subtraction would give away, read “…”. Differences between two groups are told only where both have an effective n above 30 and the interval does not hold 0.
survey-doc-sheet-method = Method
survey-doc-sheet-tables = Results
survey-doc-sheet-population = Population
survey-doc-chart = n = { $n }; effective n = { $effective }. Lines: 95 % intervals.
survey-doc-chart-caption = The share of each option; lines are 95 % intervals
survey-doc-beside = Beside the survey before
survey-doc-earlier = Before: { $title } (closed on { $closed }), of people drawn alike.
survey-doc-policy = Between the two: { $title }, issued on { $issued }.
survey-doc-then = Then
survey-doc-now = Now
survey-doc-moved = Change (percentage points)
survey-doc-points = { $points } ({ $least } to { $most })
survey-doc-not-certain = not certain
survey-doc-sheet-earlier = Beside before
survey-link-crowded = Survey **{ $title }**: { $most } people have begun by the link **{ $label }** within this hour, and those who come later are asked to try again in an hour. If the code has got about where it should not, please close the link.
