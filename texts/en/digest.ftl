# The consolidated account of a period: texts for leaders and staff, the chart, the document.

digest-title = **Public opinion, { $period }**
digest-period-day = { $date }
digest-period-days = { $first } to { $last }
digest-period-instants = from { $since } on { $first } to { $until } on { $last }
digest-period-month = { $month }
digest-base = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} from { $units } of { $all } communes.
digest-base-urgent = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} from { $units } of { $all } communes, { $urgent } urgent.
digest-base-none = No new reports have come in.
digest-base-urgent-only = { $urgent ->
    [one] { $urgent } urgent matter
   *[other] { $urgent } urgent matters
}; no new report was received.
digest-base-reports = { $reports } reports, added up from the digests of the period.
digest-base-few = Fewer than 3 people reported.
digest-base-few-urgent = { $urgent ->
    [one] Fewer than 3 people reported, 1 urgent matter.
   *[other] Fewer than 3 people reported, { $urgent } urgent matters.
}
digest-issues = Issues known of: { $said }.
digest-issues-heard = { $count }
digest-issues-days = { $said } (half of these within { $days ->
    [one] { $days } day
   *[other] { $days } days
} of being heard of)
digest-issues-acted = acted on { $count }
digest-issues-acted-percent = acted on { $count } ({ $percent } %)
digest-issues-told = told back { $count }
digest-issues-told-percent = told back { $count } ({ $percent } %)
digest-previous = The period before: { $n } reports.
digest-last-year = The same days a year before: { $n } reports.
digest-in-steps = Numbers that were shown before move only when three more people have reported.
digest-reports-until = Numbers of reports as told at { $at }, urgent matters and progress up to now.
digest-quiet = **Public opinion, { $period }:** no new report was received, and no urgent one.
digest-trend = The last { $weeks } weeks, reports a week: { $numbers }
digest-trend-up = { $said }; rising { $weeks } weeks in a row.
digest-trend-down = { $said }; falling { $weeks } weeks in a row.
digest-trend-even = { $said }.
digest-months = { $months } months up to { $ends }, reports a month: { $numbers }
digest-months-up = { $said }; rising for { $months } months.
digest-months-down = { $said }; falling for { $months } months.
digest-months-topic = { $name }: { $numbers }.
digest-part-title = **{ $title }**
digest-quiet-outage = **Public opinion, { $period }:** no new report was taken in. Nothing can be concluded of the time below.
digest-outage-line = ⚠ { $said }
digest-outage = The system was down from { $since } to { $until }.
digest-outage-some = Nothing came in over { $names } from { $since } to { $until }.
digest-outage-restored = What came in from { $since } to { $until } is gone: a backup was restored.
digest-outage-lasts = From { $since } until this was made the system has taken nothing in; something may be waiting.
digest-outage-lasts-some = From { $since } until this was made nothing has come in over { $names }; something may be waiting.
digest-uncovered = These days are not in the figures: { $days }.
digest-uncovered-run = { $first } to { $last }
digest-uncovered-more = { $n ->
    [one] one more day
   *[other] { $n } more days
}
digest-outage-lost = What was written before { $before } may not come.
digest-outage-more = { $n ->
    [one] There was one more outage.
   *[other] There were { $n } more outages.
}
digest-outage-moment = { $time } on { $day }
digest-estimate = by the collaborators' own estimate
digest-estimate-note = Shares by the collaborators' own estimate.
digest-few = few sources
digest-few-names = Too few reporters to show shares: { $names }.
digest-few-topics = Too few sources to tell the topics apart.
digest-topics-title = **What stands out** ({ digest-estimate })
digest-line = • { $line }
digest-matter = **{ $name }** ({ $reports }): { $streams }
digest-matter-up = **{ $name }** ({ $reports }, up { $change }): { $streams }
digest-matter-down = **{ $name }** ({ $reports }, down { $change }): { $streams }
digest-streams-few = too few reporters to show
digest-matter-last-year = a year before { $n }
digest-stream = { $word } { $stance }
digest-stream-percent = { $word } { $stance } ({ $percent }%)
digest-list-separator = {", "}
digest-word-most = almost all
digest-word-majority = a majority
digest-word-half = about half
digest-word-half-over = more than half
digest-word-half-under = nearly half
digest-word-part = some
digest-word-few = a few
digest-urgent-title = **❗ Not verified**
digest-urgent-title-some = **❗ Urgent (not verified unless it says so)**
digest-urgent-item = { $when } · { $what } · { $place } · { $state }
digest-urgent-acknowledged = the officer on duty has it
digest-urgent-open = waits for the officer on duty
digest-urgent-verdict-true = { $state }, the contact answered: true
digest-urgent-verdict-partly = { $state }, the contact answered: partly true
digest-urgent-verdict-false = { $state }, the contact answered: not true
digest-urgent-verdict-unclear = { $state }, the contact answered: unclear, still not verified
digest-urgent-unknown = Urgent matter
digest-urgent-more = and { $n } more
digest-urgent-none = No urgent report was received.
digest-ask-urgent-some = **Your opinion is needed:** how to handle the { $n ->
    [one] urgent matter
   *[other] { $n } urgent matters
} above, not all of them verified.
digest-ask-urgent = **Your opinion is needed:** how to handle the { $n ->
    [one] urgent, unverified matter
   *[other] { $n } urgent, unverified matters
} above.
digest-ask-matter = **Your opinion is needed:** the answer to the public on { $name }.

## Sections

digest-section-topics = By topic
digest-section-places = By place
digest-section-groups = By group of people
digest-section-urgent = Urgent matters
digest-section-progress = Progress of reporting
digest-section-title = **{ $section } · { $period }**
digest-place = **{ $name }**: { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}
digest-place-topic = **{ $name }**: { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}, mostly on { $topic }
digest-place-whole = in the area
digest-place-elsewhere = elsewhere in the area
digest-place-rest = elsewhere in { $name }
digest-places-more = and { $n } more, see the document
digest-places-note = A place that one person alone spoke of is counted with the unit above it.
digest-cells-cause = Why, in people's view: { $cells }.
digest-cells-spread = How widely the collaborators hear it: { $cells }.
digest-cells-forecast = The collaborators expect: { $cells }.
digest-cells-source = Heard through: { $cells }.
digest-cells-urgency = How pressing: { $cells }.
digest-cell = { $name } ({ $reports })
digest-prompt-monthly = Topics of { $month }
digest-prompt-ad_hoc = Sudden request
digest-prompt-thematic = Thematic request
digest-prompt-review = Review
digest-prompt = **{ $name }** · due { $due }
digest-answered = { $answered } of { $assigned } people answered{ $submitted ->
    [0] { $nothing ->
        [0] { "" }
       *[other] : { $nothing } with nothing to report
    }
   *[other] : { $submitted } with a report{ $nothing ->
        [0] { "" }
       *[other] , { $nothing } with nothing to report
    }
}.
digest-prompt-matter = { $name }: { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}
digest-prompt-matter-few = { $name }: fewer than three people reported
digest-prompt-matter-none = { $name }: no report yet
digest-nothing = Listened, no opinions: { $calm }. Could not find out: { $not_heard }.
digest-missing = Not sent: { $missing } people.
digest-missing-started = Not sent: { $missing } people, { $started } of them with a draft.
digest-no-prompt = Nothing is waiting for an answer.

## Staff

digest-staff-title = **Digest, { $period }** (for staff)
digest-kinds = By kind: { $cells }.
digest-missing-units = Not sent, by unit: { $cells }.
digest-missing-more = and { $n } more units

## Chart

digest-chart-stances-title = Streams of opinion by topic
digest-chart-stances-topic = { $name } (n = { $reports })
digest-chart-stances-n = n: reports. The darker, the more people; by collaborators' estimates.
digest-chart-stances-hidden = Hatched: fewer than three reporters, not shown.
digest-chart-units-title = Reports by place, month by month
digest-chart-units-scale = 12 months up to { $ends }; all panels on one scale.
digest-chart-units-hidden = Hatched: no number was told of that month.
digest-chart-title = Streams of opinion by topic
digest-chart-source = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} from { $units } of { $all } communes · Shares by the collaborators' own estimate, not a survey
digest-chart-reports = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}
digest-chart-rest = Few sources
digest-month-chart-title = Reports by month
digest-month-chart-all = All topics
digest-month-chart-ends = 12 months up to { $ends } · as told in digests
digest-month-chart-gap = Hatched: a month without a number, or of fewer than three reporters

## Document: what the code fills in

digest-doc-place-date = { $place }, { $day }/{ $month }/{ $year }
digest-doc-subject = public opinion, { $period }
digest-doc-opening = { $board } presents public opinion in { $unit }, { $period }, as its network of collaborators reported it:
digest-doc-whole = the whole province
digest-doc-base = There were { $reports } reports from { $units } of { $all } communes, wards and special zones (the period before: { $previous }).
digest-doc-base-alone = There were { $reports } reports from { $units } of { $all } communes, wards and special zones.
digest-doc-base-reports = There were { $reports } reports in this period.
digest-doc-base-none = No new reports came in this period.
digest-doc-base-none-now = No new reports came in this period (the period before: { $previous }).
digest-doc-base-few = Fewer than 3 people reported in this period.
digest-doc-matter = Reports: { $reports }. Streams of opinion: { $streams }.
digest-doc-matter-before = Reports: { $reports } (the period before: { $previous }). Streams of opinion: { $streams }.

## Document: what stands in the template

digest-doc-party = COMMUNIST PARTY OF VIETNAM
digest-doc-number = No.
digest-doc-kind = REPORT
digest-doc-general = Overview
digest-doc-note = Shares of streams of opinion are the collaborators' own estimates, not the result of a survey. “Few sources” stands for a figure that fewer than three people reported, or that is withheld to protect them.
digest-doc-topics = Opinion by topic
digest-doc-chart = Chart. Streams of opinion by topic, by the collaborators' own estimate
digest-doc-groups = Opinion by group of people
digest-doc-units = Reports by place spoken of
digest-doc-forecast = Why, in people's view, and what the collaborators expect
digest-doc-urgent = Urgent matters, unverified unless a line says so
digest-doc-urgent-note = Collaborators reported what follows; it has not been verified unless a line says so:
digest-doc-none = None.
digest-doc-none-outage = None was taken in; nothing can be concluded of the time in which the system was down.
digest-doc-row = No.
digest-doc-month = Month
digest-doc-place = Place spoken of
digest-doc-reports = Reports
digest-doc-topic = Most frequent topic
digest-targets = Reached of what was wanted: { $said }.
digest-targets-few = “–”: too few sources for a number.
digest-doc-group = Group of people
digest-doc-streams = Streams of opinion
digest-doc-to = Recipients:
digest-doc-sign = HEAD OF THE BOARD

digest-making = Putting it together, a few seconds…
digest-none = There is no digest yet.
digest-section-empty = Nothing here yet.
digest-failed = The digest could not be made. It is logged; please try again later.
document-chart-missing = (The chart could not be drawn this time; the figures in this document are complete.)
digest-chart-missing = The chart could not be drawn this time; the figures in this message are complete.
digest-document-failed = The document (DOCX) could not be made. The digest in the chat stands; the trouble was noted, please try again later.
digest-document = Digest of { $day }, ready to sign.
digest-document-making = Making the document…
digest-button-document = ⬇ Document (DOCX)

## How a leader wants it

digest-button-before = Earlier ones
digest-button-wish = ⚙ How it comes
digest-button-older = Older ones
digest-list = **Digests**, the newest first:
digest-line-daily = Daily · { $at }
digest-line-monthly = Monthly · { $at }
digest-wish-title = **How the daily digest comes to you**
digest-wish-changed = **✓ Noted.** From the next one on, the daily digest comes to you like this:
digest-wish-at-once = • As soon as it is there
digest-wish-at = • At { $hour }
digest-wish-every-day = • Every day
digest-wish-workdays = • On working days; that of a day off comes on the next working day
digest-wish-short = • Short
digest-wish-full = • In full
digest-wish-hour-how = At what hour should it come? Please choose, or write another one, such as 6:45.
digest-wish-button-hour = Hour
digest-wish-button-at-once = As soon as it is there
digest-wish-button-workdays = Working days alone
digest-wish-button-every-day = Every day
digest-wish-button-full = In full
digest-wish-button-short = Short
digest-wish-button-language = Tiếng Việt
