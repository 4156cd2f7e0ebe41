# The board's own digests: drafts that staff finish, their approval, the archive, their document.

board-list = **The board's reports**, the newest first:
board-list-none = No report of the board has been approved yet.
board-line = { $number } · { $name }
board-line-secret = { $number } · at the registry
board-line-draft = ✎ Draft · { $name }
board-unknown = There is no such report.
board-which = Which period is the report for?
board-making = Making the draft, a few seconds please…
board-failed = The draft could not be made. The fault was recorded; please try again later.
board-period-how = Please write the first and the last day, for example: 01/11/2026 to 15/11/2026.
board-period-unread = The days of the period could not be read. Please write the first and the last day, for example: 01/11/2026 to 15/11/2026.
board-prompt-which = About which prompt? The figures are of all reports while it was open.
board-prompt-none = No prompt has been sent yet.
board-review-which = Compile the answers to which review?
board-review-none = No review has been sent so far.
board-review-making = Compiling, please wait a few seconds…
board-review-failed = It could not be compiled. The fault was logged; please try again later.
board-review-made = **{ $title }**, compiled: { $answered } of { $asked } units have reported. By heading, by unit, and which units are missing. For the board alone: it names units.
board-refused-order = The last day comes before the first. Please write them again.
board-refused-future = This period is not over: its last day is today at the latest. Please write it again.
board-refused-long = A period has 400 days at most. Please choose a shorter one.
board-refused-crossed = This period overlaps that of another report, and the figures side by side would tell of people. Please choose the same days, or days that hold whole periods.
board-refused-secret = This report may not pass through a chat, so it is not corrected here. Please correct it on paper: get the document on the server with langnghe digest export.
board-crossed = Another draft that overlaps this period was made just now, so the figures of this one cannot be used. Please drop it and make it again.

board-title = **{ $title }**
board-title-weekly = Weekly report { $period }
board-title-monthly = Report { $period }
board-title-quarterly = Quarterly report { $period }
board-title-yearly = Yearly report { $period }
board-title-prompt = Thematic report “{ $prompt }” { $period }
board-title-period = Report { $period }
board-draft-line = DRAFT, not approved
board-approved-line = No. { $number } · approved by { $name } at { $at }
board-no-reports = No report has come in this period.
board-corrects-line = A correction, in place of No. { $number }
board-assessment-title = **Assessment**
board-assessment-missing = (not written)
board-items-title = **Public opinion**
board-items-none = (no item is left)
board-item = { $number }. { $said }
board-proposals-title = **Proposals**
board-proposals-missing = (not written)
board-rest = The rest stands in the document (DOCX).
board-rest-draft = The rest stands in the document (DOCX); please read it before you approve.
board-item-title = { $title }:
board-item-urgent = Urgent matters, unverified unless a line says so
board-item-groups = By group of people
board-item-places = By place spoken of
board-item-trend = Month by month
board-item-forecast = The collaborators' forecast
board-item-issues = What became of issues
board-item-progress = Progress of reporting

board-items-how = **The items** in the order of the report:
board-assessment-how = Please write the assessment (at most { $most } characters). These words replace the ones before and stand in the board's name; no personal data.
board-proposals-how = Please write the proposals (at most { $most } characters). These words replace the ones before; no personal data.
board-add-how = Please write the item in your own words (at most { $most } characters); do not copy a report, no personal data.
board-cross-title = { $rows } and { $columns }
board-cross-topic = Topic
board-cross-strata = Group
board-cross-main = Leaning
board-cross-spread = Spread
board-cross-source = Source
board-cross-cause = Cause
board-cross-forecast = Forecast
board-cross-urgency = Urgency
board-cross-row = **{ $name }** (n = { $n }): { $said }
board-cross-cell = { $name } { $n }
board-cross-percent = { $name } { $n } ({ $percent } %)
board-cross-hidden = few sources: { $names }
board-cross-few = Choices of few sources
board-cross-none = Not answered
board-cross-difference = “{ $choice }”: higher at { $more } than at { $less }, by { $by } percentage points (95 % interval: { $least } to { $most }).
board-cross-no-difference = Too few reporters, or differences too small, to say that groups differ.
board-cross-rows = **Cross table**: choose the first question (a line for each choice).
board-cross-columns = Choose the second question, beside “{ $rows }”.
board-cross-making = Making the table…
board-cross-failed = The table could not be made. The fault was logged; please try again later.
board-cross-refused-gone = There is no such draft.
board-cross-refused-added = The figures of this report are added up from digests, so there can be no cross table.
board-cross-refused-used = This question stands in a cross table of a report of these days. A question stands in one table only: two beside each other would give reporters away.
board-cross-refused-few = Too few reporters stand behind the cells of this table, so no number of it can be shown.
board-secrecy-which = Before it is approved: does it belong to the **list of state secrets**? If it does, or you are unsure, leaders only get a notice to fetch it at the registry. The draft, though, has stood in this chat.
board-approved = ✓ Approved, No. **{ $number }**.
board-sent = { $count ->
    [one] It is on its way to one leader.
   *[other] It is on its way to { $count } leaders.
}
board-sent-notice = { $count ->
    [one] One leader is being told to fetch it at the registry, and gets nothing but this notice.
   *[other] { $count } leaders are being told to fetch it at the registry, and get nothing but this notice.
}
board-secret-left = The draft has stood in the chat of every officer who read it: please delete these messages and files on all devices. Get the document on the server: langnghe digest export.
board-sent-nobody = There is no leader to send it to.
board-leaders-unreached = { $count ->
    [one] One leader has no chat here or cannot be reached; please tell them yourself.
   *[other] { $count } leaders have no chat here or cannot be reached; please tell them yourself.
}
board-dropped = The draft was dropped.
board-lost-draft = { $name } has just changed this draft first. Your change was not made; please read what is there now.
board-lost-approved = { $name } has approved this report first. Your change was not made.
board-lost-dropped = { $name } has dropped this draft first.
board-lost-put-away = This draft was put away, since nobody had gone on with it for long. If it is still needed, please make it anew.
board-items-full = The report has { $most } items, the most that there may be. Please leave one out first.
board-corrected-before = This report was replaced by No. { $number }, made by { $name }. If it is still wrong, please correct that one.
board-made-before = This report was approved by { $name }, No. { $number }.
board-correcting-before = { $name } has begun to correct this report first; here is that draft.
board-notice = There is a report No. **{ $number }** of { $day }; it is at the registry.
board-replaced = ⚠ This report was replaced by No. **{ $number }**.

board-button-new = ＋ Make a report
board-drafts = **Drafts**, the newest first:
board-drafts-none = There is no draft any more.
board-button-drafts = Older drafts
board-button-older = Older reports
board-button-weekly = Week { $first } – { $last }
board-button-monthly = Month { $first } – { $last }
board-button-quarterly = Quarter { $first } – { $last }
board-button-yearly = Year { $first } – { $last }
board-button-prompt = By prompt
board-button-reviews = Compile a review
board-button-period = Other days
board-button-assessment = ✎ Assessment
board-button-proposals = ✎ Proposals
board-button-items = Items
board-button-up = ↑ { $label }
board-button-out = ✕ Leave out: { $label }
board-button-put-back = ↩ Put back: { $label }
board-button-add = ＋ Add an item
board-button-cross = ＋ Cross table of two questions
board-button-document = ⬇ Document of the report (DOCX)
board-button-files = ⬇ PDF, tables, chart
board-button-behind = 🔍 Reports behind the figures
board-button-behind-more = Reports before these
board-button-file-pdf = ⬇ Document (PDF)
board-button-file-xlsx = ⬇ Tables (XLSX)
board-button-file-months = 📈 Chart of 12 months
board-button-approve = ✓ Approve and send to leaders
board-button-drop = Drop the draft
board-button-back = ↩ See the draft
board-button-open = See the report
board-button-newer = See No. { $number }
board-button-correct = Correct it
board-button-secrecy-no = Not on the list of secrets
board-button-secrecy-yes = On the list of secrets
board-button-secrecy-unsure = Unsure

board-document = { $name }, to be signed.
board-document-draft = Draft: { $name }. What is marked yellow is still missing.
board-document-making = Making the document…
board-document-failed = The document (DOCX) could not be made. The fault was recorded; please try again later.
board-files-which = Which file of this report?
board-behind-which = Behind which figures do you want to look?
board-behind-cells = Choose a figure:
board-behind-none = This report shows no figure that can be opened.
board-behind-list = **{ $name }**. These are the reports that you may see, as they are now:
board-behind-empty = **{ $name }**: there is no report left that you may see.
board-tables = Tables: { $name }. They hold only numbers that may be shown.
board-months = Reports by month, up to the period of { $name }.
board-pdf-font = What stands for Times New Roman on the server lacks Vietnamese letters, so the PDF is in { $font }.
board-pdf-letters = The fonts on the server lack Vietnamese letters: the PDF may not be searchable.
board-file-failed = The file could not be made. The fault was logged; please try again later.
board-file-no-office = The server has no LibreOffice, so no PDF could be made. Please take the DOCX and save it as PDF in Word.
board-file-not-converted = LibreOffice on the server could not convert this document. Please take the DOCX and save it as PDF in Word.
board-file-no-months = Fewer than three months were told so far, so there is no chart by month yet.

## Document

board-items-heading = Public opinion
board-proposals-heading = Proposals
board-doc-number = No. { $number }
board-doc-number-state = No.: { $number }
board-doc-state = SOCIALIST REPUBLIC OF VIET NAM
board-doc-motto = Independence - Freedom - Happiness
board-doc-corrects = (In place of Report No. { $number })
board-doc-subject-weekly = public opinion in the week { $period }
board-doc-subject-monthly = public opinion { $period }
board-doc-subject-quarterly = public opinion in the quarter { $period }
board-doc-subject-yearly = public opinion in the year { $period }
board-doc-subject-prompt = public opinion on “{ $prompt }” { $period }
board-doc-subject-period = public opinion { $period }
board-doc-note = Shares of streams of opinion are the collaborators' own estimates, not the result of a survey. Figures that fewer than three people reported, or that are withheld to protect them, are left out here.
board-doc-added-up = The figures are added up from the digests of the period.
board-doc-months-chart = Chart. Reports by month, as told in digests
board-doc-gap-assessment = [To be added: the board's assessment]
board-doc-gap-proposals = [To be added: proposals]
board-doc-gap-recipients = [To be added: recipients]
board-review-doc-kind = REVIEW, COMPILED
board-review-doc-base = { $answered } of { $asked } units have reported; due { $due }.
board-review-doc-note = The units' own words, as they are; what is personal is masked. What several units answered alike stands once, with their names. For the board's own use.
board-review-doc-by-heading = By heading
board-review-doc-by-unit = By unit
board-review-doc-missing = Units that have not reported
board-review-doc-nothing = No unit has answered this so far.
board-review-doc-none-missing = None.

## Workbook

sheet-summary = Summary
sheet-title = Report
sheet-first-day = From
sheet-last-day = To
sheet-reports = Reports
sheet-previous = Period before
sheet-last-year = A year before
sheet-months = By month
sheet-all-topics = All topics
sheet-units = Communes, wards and zones that reported (of { $all })
sheet-urgent = Urgent matters
sheet-assigned = Collaborators asked
sheet-answered = Answered
sheet-note = Note
sheet-estimate = The shares of streams are collaborators' estimates, not the result of a survey.
sheet-kept-back = A hatched cell says “few sources”: fewer than three reporters, or kept back to protect them.
sheet-topic = Topic
sheet-strata = Group
sheet-place = Place spoken of
sheet-forecast = Forecast
sheet-source = Source
sheet-urgency = Urgency
sheet-kind = Kind of report
sheet-missing = Missing by unit
sheet-unit = Unit
sheet-members = People
