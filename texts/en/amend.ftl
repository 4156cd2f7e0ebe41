# Correcting and withdrawing a prompt that was sent.

amend-title = **{ $title }** was sent to the collaborators. Choose what to correct, or withdraw it.
amend-part-title = Title
amend-part-intro = Introduction
amend-part-item = Matter { $number }
amend-button-part = { $part }: { $text }
amend-button-withdraw = Withdraw this prompt
amend-button-withdraw-yes = Withdraw
amend-button-withdraw-no = Do not withdraw
amend-ask = **{ $part }** is now: { $text }

    Please write the right words. They go at once to everybody who has it.
amend-ask-empty = **{ $part }** is empty now. Please write what is missing. It goes at once to everybody who has it.
amend-corrected-both = ✓ **{ $title }** is being corrected for { $count } people and { $groups } groups.
amend-corrected-people = ✓ **{ $title }** is being corrected for { $count } people.
amend-corrected-groups = ✓ **{ $title }** is being corrected for { $groups } groups.
amend-corrected-none = ✓ **{ $title }** is corrected. Nobody who has it can be reached now; whoever can be reached again gets it as it is.
amend-withdrawn-both = ✓ **{ $title }** is being withdrawn from { $count } people and { $groups } groups. Nobody is asked or reminded any more; reports that came before stay.
amend-withdrawn-people = ✓ **{ $title }** is being withdrawn from { $count } people. Nobody is asked or reminded any more; reports that came before stay.
amend-withdrawn-groups = ✓ **{ $title }** is being withdrawn from { $groups } groups. Nobody is asked or reminded any more; reports that came before stay.
amend-withdrawn-none = ✓ **{ $title }** is withdrawn. Nobody is asked or reminded any more; reports that came before stay.
amend-withdraw-ask = Withdraw **{ $title }**? Everybody who has it will be told that no answer is needed. It cannot be undone, only written anew.
amend-gone = That prompt cannot be changed any more.
amend-refused-gone = { $name } withdrew **{ $title }** before, at { $time }.
amend-refused-changed = { $name } has just corrected **{ $title }**, at { $time }. Please look at it again first.
amend-refused-going-out = **{ $title }** is still on its way to some. Please wait until it is out, or cancel the rest under **How it was sent**, then correct or withdraw it.
