# Dates and hours.

date-moment = { $time } on { $date }
date-day = { $day }/{ $month }/{ $year }
date-short-day = { $day }/{ $month }
date-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-month-of-year = { date-month } { $year }
date-on = on { $date }
date-today = today
date-tomorrow = tomorrow
date-yesterday = yesterday
date-as-of = (As of { $at }; nothing later is in it.)
