# A report taken back just after it was sent, or deleted.

undo-button = ↶ Take back
undo-button-see = Read again
undo-button-correct = ✎ Correct
undo-how = Sent by mistake? Send /laylai within 2 minutes.
undo-done = ✓ **{ $number }** is taken back. The draft is as it was: put it right and send it again.
undo-done-correction = ✓ The correction is taken back; **{ $number }** says again what it said before. The words of the correction are kept in the draft.
undo-reviewed = An officer is reading the correction of **{ $number }**, so it cannot be taken back. You can still correct it again.
undo-too-late = More than 2 minutes have passed, so **{ $number }** cannot be taken back. You can still correct it, or delete it under **Read again**.
undo-revised = **{ $number }** was corrected after it was sent, so it cannot be taken back. You can still correct it, or delete it under **Read again**.
undo-digested = **{ $number }** is in a digest already and cannot be taken back. You can still correct it, or delete it under **Read again**; the digest stays as it is.
undo-alerted = The officer on duty was told of the urgent matter in **{ $number }**, so it cannot be withdrawn. If something changes, correct the report, or send /hoi to ask an officer.
undo-gone = **{ $number }** was withdrawn before.
undo-not-theirs = There is no such report.
undo-delete-sure = Delete report **{ $number }**? Its words, answers and photos will be gone for good; only the number stays. A digest that was made stays as it is.
undo-button-delete-yes = Delete it
undo-button-delete-no = Keep it
undo-deleted = ✓ The content of report **{ $number }** is deleted. Please delete the messages you wrote in this chat yourself.
undo-mark = withdrawn by its author
undo-emptied = Its author has withdrawn this report: the content is gone, only the number is kept.
