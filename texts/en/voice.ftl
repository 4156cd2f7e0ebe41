# Voice messages of a report, for staff.

voice-of = A voice message of **{ $number }**. When you have heard it, write it down.
voice-gone = This voice message is not kept any more.
voice-button-hear = ▶ Hear it
voice-button-write = ✎ Write it down
voice-write-how = What does the voice message of { $number } say? Write it down, without anybody's name or phone number:
voice-written = ✓ It is written into the report.
