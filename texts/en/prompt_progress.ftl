# Progress of a prompt: who has answered, who is missing.

progress-waiting = ⏰ { $title } (not sent yet)
progress-button-card = How it was sent
progress-all-reached = Everybody has received this.
progress-none = No prompt has been sent.
progress-choose = Which prompt?
progress-head = **{ $title }** (due { $due })
    Reports: { $submitted }/{ $asked }
    Nothing to report or not found out: { $nothing }
    Being written: { $started }
    Not sent: { $pending }
    Not reached: { $unreached }
progress-missing-title = **Not sent:**
progress-missing = { $unit }: { $names }
progress-started = { $name } (being written)
progress-unreached-title = **Not reached:**
progress-unreached = { $unit }: { $name } ({ $reason })
progress-held = { $unit }: { $name } (waiting: { $reason })
