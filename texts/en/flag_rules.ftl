# Rules that flag reports: written, tried on the last month, agreed on by a second officer.

flag-title = **Rules that flag reports**. The officer on duty hears of a report that trips one; its author does not.
flag-title-none = There are no rules yet. The officer on duty hears of a report that trips one; its author does not.
flag-line = • { $rule }
flag-line-waits = • { $rule } (waits for a second officer)
flag-line-ends = • { $rule } (to be ended, waits for a second officer)
flag-rule = rule { $number }: { $what } · { $unit }
flag-what-words = one of “{ $words }” stands in it
flag-what-answer = “{ $question }” is answered “{ $answer }”
flag-what-count = { $reports } people or more report on one field in one place within { $hours } hours
flag-what-rise-c1 = one field in one place jumps above the seven days before
flag-what-rise-cusum = one field in one place rises for days above the four weeks before
flag-button-add = + Add a rule
flag-button-see = See rule { $number }
flag-button-see-proposed = See rule { $number } (waiting)
flag-button-words = By words
flag-button-answer = By an answer
flag-button-count = By how many report
flag-button-rise-c1 = A jump in a day
flag-button-rise-cusum = A rise over days
flag-button-change = Change
flag-button-remove = Propose to end it
flag-button-propose = Send to a second officer
flag-button-drop = Do not use it
flag-button-agree = ✓ Agree
flag-button-refuse = Do not agree
flag-button-list = The rules
flag-which-kind = What should flag a report?
flag-which-field = Which question?
flag-which-choice = { $question } Which answer flags a report?
flag-words-how = Send the words with commas between them, with or without diacritics. For one place only, begin with its name and a colon.

    Example: đình công, ngừng việc tập thể
    Or: xã An Phú: cá chết, nước đen
flag-words-now = As it is now: { $words }
flag-count-how = Send two numbers: how many people report, within how many hours. Example: 3 people in 6 hours. For one place only, begin with its name and a colon.
flag-trying = The rule is being tried on the last month's reports.
flag-tried = Trial of { $rule }.

    The last month: it flags { $flagged } of { $tried } reports.
flag-tried-numbers = The newest: { $numbers }
flag-tried-broad = This rule flags half of the reports or more and cannot be used: nobody reads what rings that often. Please choose narrower words.
flag-tried-failed = The rule could not be tried. Please write it again.
flag-how-on = A rule works only after a second officer has agreed.
flag-proposed = Noted; other officers are being told. Rule { $number } works as soon as another officer agrees.
flag-proposed-change = Noted; other officers are being told. The new version of rule { $number } applies as soon as another officer agrees; until then the old one does.
flag-proposed-end = Noted; other officers are being told. Rule { $number } still applies until another officer agrees to end it.
flag-proposed-nobody = Saved, but no other officer can be reached now. Another officer will see it under /quytac.
flag-proposed-alone = Saved, but there is no other officer on the roster: a rule needs a second person's yes.
flag-proposed-to-you = { $name } proposes rule { $number }. Another officer has to agree.
flag-end-proposed-to-you = { $name } proposes to end rule { $number }. Another officer has to agree.
flag-not-proposed = It could not be sent: the rule is not tried yet, too broad, another version waits, or somebody else wrote it.
flag-agreed = ✓ { $name } agrees. Rule { $number } works now.
flag-ended = ✓ { $name } agrees. Rule { $number } no longer applies.
flag-not-agreed = { $name } does not agree with what was proposed for rule { $number }.
flag-decided = Noted.
flag-not-decided = Somebody has decided already, or you wrote this rule yourself.
flag-dropped = This version is dropped.
flag-gone = There is no such rule.
flag-card = { $rule } (version { $version })

    Written by { $name } · { $day }
flag-card-tried = Tried on the month before: { $flagged } of { $tried } reports.
flag-card-before = In use now: { $rule }
flag-status-draft = Being written
flag-status-proposed = Waits for a second officer
flag-status-active = ✓ In use
flag-status-refused = Not used
flag-status-retired = No longer used
flag-refused-empty = There are no words. Please send one at least.
flag-refused-too-many = At most { $most } words. Please leave some out.
flag-refused-too-short = One of the words is too short and stands in every report. Please write the whole phrase.
flag-refused-too-long = One of the phrases is too long. Please shorten it.
flag-refused-person = One of the words looks like a person's name, a telephone or identity number or an account. Lắng Nghe does not look for people. Please write what happened instead.
flag-refused-numbers = Please send two numbers: 2 to 100 people, 1 to 672 hours. Example: 3 people in 6 hours.
flag-refused-unit = No place is called like what stands before the colon. Please write its name, or leave that part out to cover everything.
flag-report = ⚑ Trips { $rule }
