# The question after a restore.

restore-ask = ⚠ The data was restored from a backup of { $made }. From then to { $restored } something was due to be sent; it may have been sent, which the backup cannot know:
restore-prompt = • The prompt **{ $title }**
restore-rule-monthly-prompt = • The month's prompt
restore-rule-reminders = • Reminders
restore-rule-daily-digest = • The daily digest
restore-rule-monthly-digest = • The monthly digest
restore-rule-weekly-issues = • The week's list of issues without an outcome
restore-asks = • { $count } outcomes and questions that were due
restore-held = • { $count } messages that waited when the backup was made
restore-choose = All of it is held. Send it now, or pass it over?
restore-button-send = Send
restore-button-skip = Pass over
restore-sending = ✓ What was due will be sent.
restore-skipped = ✓ Passed over. Prompts that waited are cancelled and can be written anew; the following hours come as usual.
restore-decided = { $name } decided at { $time }.
