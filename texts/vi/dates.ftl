# Dates and hours.

date-moment = { $time } ngày { $date }
date-day = { $day }/{ $month }/{ $year }
date-short-day = { $day }/{ $month }
date-month = tháng { $month }
date-month-of-year = tháng { $month }/{ $year }
date-on = ngày { $date }
date-today = hôm nay
date-tomorrow = ngày mai
date-yesterday = hôm qua
date-as-of = (Lập lúc { $at }, chưa gồm tin đến sau đó.)
