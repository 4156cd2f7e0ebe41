# Reminders.

reminder-pending = ⏰ { $days ->
        [0] **{ $title }** is due today
        [1] **{ $title }** is due in 1 day
       *[other] **{ $title }** is due in { $days } days
    } ({ $time }, { $day }). No report has come in yet. If you heard no opinions this time, press **I listened; no opinions heard**.
reminder-started = ⏰ **{ $title }**: { $left } questions left. Due: { $time } { $days ->
        [0] today ({ $day })
        [1] tomorrow ({ $day })
       *[other] on { $day }, in { $days } days
    }.
reminder-not-sent = ⏰ **{ $title }**: all questions are answered, but it was not sent. Due: { $time } { $days ->
        [0] today ({ $day })
        [1] tomorrow ({ $day })
       *[other] on { $day }, in { $days } days
    }.
reminder-late = ⏰ **{ $title }** was due at { $time } on { $day }, and no report has come. A late one is still taken until { $until } on { $last }, and marked as late. If there was nothing to hear, choose so below.
