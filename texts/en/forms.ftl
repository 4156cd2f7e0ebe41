# Forms: what is wrong with one (the terminal and the chat say the same), trying it out, publishing it, getting it back.

form-error-line = • { $what }
form-error-more = … and { $count ->
        [one] one more mistake
       *[other] { $count } more mistakes
    }.
form-error-on = sheet { $sheet }: { $what }
form-error-at = sheet { $sheet }, row { $row }: { $what }
form-error-at-column = sheet { $sheet }, row { $row }, column { $column }: { $what }
form-error-other = the form cannot be used ({ $reason }).

form-error-too-many-files = the form mentions more than { $most } pictures, sounds and films. Use fewer.
form-error-no-file = there is no such file.
form-error-unreadable = this file cannot be read.
form-error-unknown-kind = the kind “{ $type }” is not known; use .xlsx, .xls, .csv, .md or .xml.
form-error-too-large = the file is larger than { $most } MB.
form-error-not-a-workbook = the file is no .xlsx workbook, or is damaged. Open it in Excel and save it as .xlsx again.
form-error-old-excel = this is an old Excel file (.xls). Open it in Excel and save it as .xlsx.
form-error-too-large-unpacked = the file grows beyond { $most } MB when it is opened, so it is refused. Copy the form's own sheets to a new file.
form-error-external-entities = the file holds content that points outside it, so it is refused. Open it in Excel and save it as .xlsx again.
form-error-too-many-rows = there are more than { $most } rows; no form needs as many.
form-error-too-slow = reading this form takes more than { $seconds } seconds. Use fewer questions, choices or formulas.
form-error-too-much-memory = this form needs too much memory. Use fewer questions, choices or formulas.
form-error-not-fetched = the file could not be fetched from the network.
form-error-not-an-xform = the file is no form.
form-error-nothing-to-ask = the form asks nothing.
form-error-missing-sheet = the sheet “{ $name }” is missing.
form-error-duplicate-column = the column “{ $name }” is there twice.
form-error-duplicate-name = the name “{ $name }” is used in a row above.
form-error-unknown-type = there is no type of question “{ $type }”.
form-error-unsupported-type = “{ $name }” is of the type “{ $type }”, which does not work in a chat.
form-error-list-not-here = “{ $name }” takes its choices from { $list }.csv, which Lắng Nghe does not have; there are: { $lists }.
form-error-field-needed = the form “{ $form }” needs a question named “{ $field }”.
form-error-field-unfit = the form “{ $form }” needs the question “{ $name }” once, outside repeats, of the type “{ $type }”, required and with the choices that the built-in form has.
form-error-unknown-reference = something refers to “{ $name }”, which the form does not have.
form-error-unknown-list = there is no list of choices “{ $name }”.
form-error-unmatched-group = “{ $type }” has no counterpart.
form-error-bad-name = a name begins with a letter and has no spaces.
form-error-missing-name = the question has no name.
form-error-missing-type = the question has no type.
form-error-missing-label = the question “{ $name }” has no label.
form-error-choice-without-name = this choice has no name.
form-error-duplicate-choice = the name of this choice is twice in its list.
form-error-choice-with-blank = the name “{ $choice }” of a choice holds a blank, which does not work where several may be chosen. Join it, with _ for example.
form-error-bad-parameter = the column parameters is not right. A good one: start=0 end=10 step=1.
form-error-bad-reference = another question is referred to as { "${" }its_name{ "}" }.
form-error-reserved-name = the name “{ $name }” is reserved; choose another.
form-error-missing-column = the column “{ $name }” is missing.
form-error-missing-calculation = the calculation is missing.
form-error-dependency-cycle = these depend on each other in a circle: { $names }.
form-error-formula-error = the cell shows the formula error { $name }. Correct the formula, or write the content itself.
form-error-text-too-long = { $length } letters; at most { $most } fit one message.
form-error-slow-expression = the formula of “{ $name }” takes too long. Make it simpler.
form-error-never-relevant = the condition of “{ $name }” can never be true, so nobody would see it. Please correct the condition or remove the row.
form-error-switched-off = “{ $name }” is switched off (its condition is false()), so nobody will see it.
form-error-bad-expression = the formula “{ $expression }” is not written correctly.
form-error-bad-value = a value in the formula “{ $expression }” is not correct.
form-error-bad-date-pattern = “{ $reason }” is no sign of format-date; there are %Y %y %m %n %b %d %e %a %W %H %h %M %S %3.
form-error-unknown-function = there is no function “{ $reason }” for formulas.
form-error-declined-function = the function “{ $reason }” does not work in a chat.
form-error-bad-form = the form does not keep to the rules of XLSForm, so it cannot be read.
form-error-bad-row = this row does not keep to the rules of XLSForm.
form-error-bad-cell = this cell is not as the column { $column } wants it.
form-error-missing-headings = row 1 of the sheet has to hold the names of the columns (type, name, label…).
form-error-unknown-column = this sheet has no column named “{ $name }”.
form-error-ambiguous-reference = several questions are named “{ $name }”, so it is not clear which is meant. Give them different names.
form-error-merged-cells = this cell is merged with others, which leaves those empty. Unmerge them and fill in each.
form-error-formula-unsaved = this cell is a formula without its result. Open the file in Excel or LibreOffice and save it, or write the content itself.
form-error-date-cell = Excel made a date or time of this cell ({ $name }). If it is text, type ' in front of it.
form-error-choice-without-list = the choice “{ $name }” does not say which list it is in (list_name).
form-error-encrypted = encrypted forms (public_key) do not work here. Empty this cell.
form-error-bad-ticks = the labels of the scale (tick_labelset) do not fit: there has to be such a list, its names numbers from start to end in whole steps.
form-error-bad-list-file = a list from a file is written with its ending, for example communes.csv.
form-error-or-other-unfit = or_other needs a list of choices and does not go with a choice_filter.
form-error-table-list-unfit = questions in a table-list group share one list and have no choice_filter.
form-error-entity-without-list = save_to is only for forms whose entities sheet names a list (list_name).
form-error-entity-twice = this list is twice in the entities sheet.
form-error-entity-unknown = the entities sheet has no list “{ $name }”.
form-error-entity-property-twice = another row saves to the property “{ $name }” already.
form-error-entity-group = a whole group cannot be saved to an entity. Write save_to beside its questions.
form-error-entity-without-label = the list “{ $name }” has no label for new entities.
form-error-entity-incomplete = this list still needs the column { $needed }.
form-error-entity-prefix = with several lists, save_to is written as list_name#property, with one # only.
form-error-entity-scope = one entity cannot be made of questions in different repeats.
form-error-entity-bad-name = this name does not work for entities: no full stop, no __ at the beginning, and neither name nor label.
form-error-choice-without-label = this choice has no label, so people will see its name.
form-error-names-alike = the name “{ $name }” differs from another only in capitals, which is easily confused in figures.
form-error-heading-with-blank = the column “{ $name }” has a space in its name, so it is left out.
form-error-heading-misspelt = the column “{ $name }” does nothing. Was { $meant } meant?
form-error-sheet-misspelt = there is no sheet “{ $name }”. Is it { $sheets }?
form-error-row-skipped = this row has no type, name or label, so it is left out.
form-error-translation-missing = the language “{ $language }” has no column { $columns }.
form-error-language-without-code = it is not known which language “{ $language }” is, so perhaps nobody sees it. Add its code, for example English (en).
form-error-bad-pattern = the regex pattern in “{ $expression }” cannot be used: { $what ->
        [lookaround] it cannot look ahead or behind ((?=…), (?!…), (?<…)). Write two conditions joined by and.
        [back_reference] it cannot refer back to a group (\1, \k).
        [possessive] there are no possessive quantifiers (*+, ++, ?+). Leave out the last +.
        [atomic] there are no atomic groups (?>…). Write (?:…).
        [flag] there is no flag “{ $piece }”; only i, s and u.
        [unknown_class] there is no class { $piece }.
        [unknown_escape] { $piece } means nothing.
        [posix_bracket] { $piece } means nothing here. Write \p{"{"}L{"}"} for letters, [0-9] for digits.
        [open_bracket] a bracket ( is never closed.
        [extra_bracket] there is a ) too many.
        [ends_early] it ends too early: a ] is missing, or there is a \ at the end.
        [upside_down] a range is upside down, its first end greater than its second.
        [repeats_nothing] *, + or ? stands behind nothing.
        [brace] braces are written as {"{"}2,5{"}"} behind a character; as a character, \{"{"}.
        [too_large] it is too large. Make it shorter.
       *[other] it is not written correctly.
    }
form-error-bare-word = in “{ $expression }”, { $word } is the name of no question, so it is always empty. Was { $meant } meant?
form-error-leads-nowhere = “{ $expression }” leads to something that the form does not have, so it is always empty.
form-error-counted-outside = “{ $expression }” counts instances of “{ $repeat }” from outside of the repeat: ODK Collect and Web Forms differ there. Better calculate a mark inside the repeat and sum it.
form-error-bare-reference = “{ $expression }” is compared with nothing. Was { $meant } meant?
form-error-constant-condition = “{ $expression }” looks at no answer, so it does nothing. Was { $meant } meant?
form-error-never-fulfilled = no answer fulfils the condition “{ $expression }”, so nobody would get past this question.
form-error-date-number = in “{ $expression }” a date is compared with a number. Was { $meant } meant?
form-error-date-text = “{ $text }” cannot be compared with a date. Write { $meant }.
form-error-number-text = “{ $text }” is no number and cannot be compared with one. Was { $meant } meant?
form-error-grouped-number = { $number } is read as { $value }, for the point is the decimal one. Was { $meant } meant?
form-error-no-such-choice = the list of “{ $field }” has no choice named “{ $choice }”. Was { $meant } meant?
form-error-bad-default = “{ $value }” is no default for a question of the type { $type }. A good one: { $meant }.
form-error-lookup-not-here = the formula of “{ $name }” looks things up in { $list }.csv, which Lắng Nghe does not have; there are: { $lists }.

form-figure-topic = field (topic)
form-figure-item = matter (item)
form-figure-place = place (place)
form-figure-strata = group of people (strata)
form-figure-main = main stream of opinion (main)
form-figure-share = share (share)
form-figure-urgency = urgency (urgency)
form-figure-forecast = forecast (forecast)
form-figure-source = source (source)

form-reading = Reading the form…
form-staff-only = Forms are put up by the board's staff. For a new or different question, please speak to your officer there.
form-wrong = The form cannot be used yet; **{ $count ->
        [one] one place
       *[other] { $count } places
    }** to correct:
form-not-read = The form cannot be used yet:
form-send-again = When it is corrected, send the file here again. What was published stays as it is.
form-card = Form **{ $title }** (name: { $name }), { $count ->
        [one] one question
       *[other] { $count } questions
    }.
form-card-missing = No question feeds these figures: { $names }.
form-card-warnings = Please look again:
form-card-files = The form mentions { $count ->
        [one] one file
       *[other] { $count } files
    } not here yet: { $names }. Please send each one here (as a document, with that name). It can be published without: the question is then shown without the file.
form-card-below = Form { $title }: see the newer message below.
form-files-more = { $names } … and { $count ->
        [one] one more
       *[other] { $count } more
    }
form-file-kept = ✓ { $name } is here.
form-file-unnamed = A picture or film sent the usual way loses its file name, so it is not clear which one this is. Please send it as a document (file), or write the file name in the caption. Still missing: { $names }.
form-file-unknown = The form mentions no file “{ $name }”. Still missing: { $names }. Please rename it and send it again.
form-file-too-large = The file { $name } is larger than { $most } MB, so it was not taken. Please make it smaller.
form-file-not-fetched = The file { $name } could not be fetched from the network. Please send it again.
form-file-not-shown = The file { $name } is not the picture (JPEG, PNG, WebP), sound (MP3, OGG, M4A, WAV) or film (MP4) that its name says, so it was not taken.
form-file-late = The form is published or dropped, so the file { $name } is not used. To add it, please send the spreadsheet again and then the file.
form-published-without = Still missing: { $names }. The questions are shown without them.
form-file-alone = The files that go with it are too large for a chat; an administrator gets them with `langnghe forms export { $name } FILE.zip`.
form-card-new = This is a new form.
form-card-replaces = When published it takes the place of **{ $title }**, version { $version }. Drafts and reports stay on the old one.
form-trying = Trying out **{ $title }**: nothing is sent or counted.
form-tried = **{ $title }** was tried out. Nothing was sent. Publish this form?
form-published = ✓ **{ $title }** (name: { $name }) is published as version { $version }. Drafts and reports stay on the old one.
form-published-same = **{ $title }** (name: { $name }) is the same as version { $version }, which stays in use.
form-dropped = The form **{ $title }** was dropped. What was published stays as it is.
form-already = This form is published already, as version { $version }.
form-already-dropped = This form was dropped. To use it, send the file again.
form-gone = This form is not there any more.
form-list = **Forms in use**
form-list-line = • { $title } (name: { $name }), version { $version }, { $day }
form-list-more = … and { $count ->
        [one] one more
       *[other] { $count } more
    }.
form-how = To add or replace one: write an XLSForm in Excel and send the .xlsx file (below { $most } MB) here. The form_id decides which form it replaces.
form-file = { $title }, version { $version }
form-not-written = The file of this form could not be made. Please try again in a few minutes.
form-button-try = Try out
form-button-publish = Publish
form-button-drop = Drop
form-button-list = See the forms
form-button-get = Get: { $title }
