# Bulk exports: a second officer agrees, or does not.

export-none = No export is waiting for a second officer.
export-wanted = **{ $name }** asks to export the coded answers of all reports, without who reported (request { $number }).
    Reason: { $reason }
export-wanted-who = **{ $name }** asks to export the coded answers of all reports, with a file apart that holds **the name of each reporter** and how many reports they sent, but of those who report singly (request { $number }).
    Reason: { $reason }
export-waits = Export request { $number } waits for a second officer, for a day. Read it: /duyetxuat
export-button-show = Show the request
export-button-agree = Agree to it
export-button-refuse = Do not agree
export-agreed = Noted: you agree to request { $number }. It is good once, for a day.
export-refused = Noted: you do not agree to request { $number }.
export-over = Request { $number } is not waiting any more.
