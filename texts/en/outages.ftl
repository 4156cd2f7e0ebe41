# Times in which the program could not hear.

outage-moment = { $time } on { $day }
outage-staff = ⚠ **The system was down** from { $since } to { $until } and runs again.
outage-staff-some = ⚠ **Nothing came in over { $names }** from { $since } to { $until }; it does again.
outage-staff-restored = ⚠ **What came in from { $since } to { $until } is gone**: the system was restored from a backup. Reports and urgent matters of that time have to be sent again.
outage-staff-kept = The network keeps what was written meanwhile; what comes late is handled all the same.
outage-staff-lost = What was written before { $before } may not come.
outage-staff-asked = Collaborators and contacts are asked to write again.
outage-staff-due = **{ $title }** was due meanwhile ({ $due }); { $waiting ->
        [0] everybody had answered.
        [one] { $waiting } member had not answered.
       *[other] { $waiting } members had not answered.
    }
outage-button-extend = Extend to { $due }: { $title }
outage-deadline = The system was down from { $since } to { $until }, while **{ $title }** was due ({ $due }). A report that was sent meanwhile may not have been taken in. If you sent one and saw no answer, please write to the board's staff.
outage-write-again = The system was down from { $since } to { $until }. What was written before { $before } may not come. If you wrote meanwhile and saw no answer, please write again; report anything urgent again at once.
outage-deadline-restored = What was sent from { $since } to { $until } is gone, and **{ $title }** was due then ({ $due }). If you sent a report meanwhile, please write to the board's staff.
outage-write-again-restored = What was sent from { $since } to { $until } is gone from the system. If you sent a report meanwhile, please send it again; report anything urgent again at once. We are sorry.
outage-more-time = ⏰ **{ $title }** has more time, to { $due }, since the system was down. No report of yours has come yet.
outage-extended = ✓ **{ $title }** now has until { $time } on { $day }. { $count ->
        [one] { $count } member who has not answered is being told.
       *[other] { $count } members who have not answered are being told.
    }
outage-extended-before = This one has until { $time } on { $day } already.
