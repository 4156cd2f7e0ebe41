# Drafts of prompts that are over.

late-draft = Your draft of **{ $title }** was due at { $time } on { $day } and is still there. You can send it late, or discard it. If you just wrote about something else, that was not put down anywhere: open the menu for a new report.
late-button-send = Look at it and send it late
late-resumed = You go on with a draft that was due; the report will be marked as late.
late-received = It is marked as late.
left-draft = Your draft of **{ $title }** has lain since { $day } and is still there. What you just wrote was not put down anywhere: go on with that draft, or open the menu for a new report.
left-button-go-on = ✎ Go on
late-mark = late
