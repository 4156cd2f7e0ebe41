# The codebook of a digest's figures as a tidy table.

tidy-first-day = First day of the period
tidy-last-day = Last day of the period
tidy-table = Table: by what the figures are broken down
tidy-code = Code of the row in that table; codes are text
tidy-label = Name of the code
tidy-measure = Meaning of the number
tidy-stance = Stream of opinion, for shares alone
tidy-month = Month, for numbers of months alone
tidy-value = The number; empty: kept back
tidy-kept-back = Whether the number is kept back
tidy-measure-reports = Reports
tidy-measure-previous-reports = Reports in the period before
tidy-measure-last-year-reports = Reports on the same days a year before
tidy-measure-percent = Estimated share of a stream of opinion (%), not the result of a survey
tidy-shown = The number is shown
tidy-held = Fewer than three people reported, or kept back to protect those who did
