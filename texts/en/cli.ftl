# The langnghe command line, for administrators.

cli-help = Lắng Nghe: listening to public opinion through a network of collaborators on Telegram and Zalo.
cli-help-setup = First set-up: asks for the bot's token, makes the keys, writes .env, creates the database and prints the administrator's invitation.
cli-help-setup-token = A file with the bot token from @BotFather; "-" reads standard input. Left out, the command asks and does not show what you type.
cli-help-setup-name = The administrator's full name.
cli-help-invite = Makes a one-time invitation for a member, or for somebody new with a role.
cli-help-invite-member = The member's code on the roster.
cli-help-invite-role = The role of the person: collaborator, contact, staff, leader, admin.
cli-help-invite-name = The person's full name (with --role); somebody who is not on the roster is put on it.
cli-help-run = Runs the bot.
cli-help-demo = Runs everything on this machine, without any account, token or server.
cli-help-sandbox = Runs the look-alike servers and the page of phones alone.
cli-help-sandbox-world = The world file (TOML or JSON).
cli-help-sandbox-port = The page's port; 0 picks a free one.
cli-help-check = Checks settings, database, keys and token, and says what is wrong.
cli-help-db = The database.
cli-help-db-upgrade = Brings the database to this program's version. Stop the bot first.
cli-help-inbox = What came in and could not be handled.
cli-help-inbox-failed = Lists what came in and could not be handled: number, kind, when, tries, type of error. Never what it says or who sent it.
cli-help-inbox-retry = Tries one again by its number, or all (--all). A running bot does so at once; otherwise it is done at the next start.
cli-help-inbox-number = Its number in `langnghe inbox failed`.
cli-help-inbox-all = All of them.

cli-file-trouble = Cannot read or write the file { $path }: { $reason }.
cli-file-unnamed = (its name is not known)
cli-database-read-only = The database is read-only. Let this user write the file and the folder that it is in.
cli-port-taken = Port { $port } is taken by another program. Choose another port, or stop that program.
cli-port-forbidden = Port { $port } may not be opened: one below 1024 needs an administrator. Choose a port from 1024 on.
cli-port-refused = Port { $port } cannot be opened on this machine. Look at the address and the port again.
cli-terminal = This terminal does not use UTF-8, so Vietnamese names would be damaged; nothing was done. Set LANG=C.UTF-8 and run it again.
cli-help-version = Tells the version and stops.
cli-env-not-text = The file { $path } is not text in UTF-8.
cli-env-overridden = { $name } is set in the environment, so that what .env says has no effect. Unset it and run this again.
cli-database-missing = There is no database at { $path } yet. Run `langnghe setup` first.
cli-database-empty = The database has no tables yet. Run `langnghe setup`.
cli-database-unfounded = The database is not set up yet. Run `langnghe setup`.
cli-database-old = The database is older than this program. Stop the bot and run `langnghe db upgrade`.
cli-database-newer = The database is newer than this program. Update the program.
cli-database-unreachable = The database in LANGNGHE_DATABASE_URL cannot be reached.
cli-keys-wrong = LANGNGHE_SECRET_KEYS lacks the key that encrypted this database. Take it from the copy that you keep.
cli-in-use = The bot is running on this database. Stop it and run the command again.
cli-inbox-none = Nothing waits that could not be handled.
cli-inbox-failed = { $number }  { $time }  { $source }  { $kind }  tried { $tries } times, will be tried again  { $error }
cli-inbox-parked = { $number }  { $time }  { $source }  { $kind }  tried { $tries } times, parked  { $error }
cli-inbox-which = Give the number of one, or --all for all of them.
cli-inbox-unknown = There is no number { $number } among what could not be handled. See `langnghe inbox failed`.
cli-inbox-again = { $count ->
    [one] One will be tried again.
   *[other] { $count } will be tried again.
}
cli-no-root = There is no root unit yet. Run `langnghe setup` or import a roster first.
cli-db-current = The database is up to date.
cli-db-upgraded = The database was upgraded.

cli-the-administrator = the administrator
cli-setup-ask-token = The bot's token from @BotFather (leave empty if there is none yet)
cli-setup-sample-token = This is the sample of the documents, not the token of a bot. Get one from @BotFather.
cli-setup-ask-name = The administrator's full name
cli-setup-key-lost = The database holds data, but LANGNGHE_SECRET_KEYS is missing. Take the key from the copy that you keep; a new one cannot read the data.
cli-setup-done = ✓ .env is written and the database is there.
cli-setup-keep-key = Keep a copy of LANGNGHE_SECRET_KEYS in a safe place, apart from the backups: without it the data is lost.
cli-setup-admin-joined = The administrator has joined. To invite again: `langnghe invite --member CODE`.
cli-setup-next = Next: `langnghe run`.
cli-setup-no-token = There is no token yet. Run `langnghe setup` (it does not show what you type), then `langnghe run`.

cli-invitation = Invitation for { $who }: { $code }
cli-invitation-telegram = Open the bot on Telegram and send: /start { $code }
cli-invitation-zalo-bot = On Zalo: find { $name } and send the code: { $code }
cli-invitation-full = On { $network }: every bot is full. Add one to { $setting }.
cli-help-zalo = The bots on Zalo, and how many people each of them serves.
cli-zalo-no-token = LANGNGHE_ZALO_BOT_TOKENS is missing.
cli-zalo-line = { $name }: { $count }/{ $most } people
cli-zalo-line-quota = { $name }: { $count }/{ $most } people, { $left } of { $monthly } messages left this month
cli-invitation-once = Good once, for { $days } days. Give it to this person alone.
cli-invite-which = Use `--member CODE`, or `--role ROLE` with `--name "FULL NAME"`, or one of `--all`, `--unit CODE`, `--file FILE`.
cli-invite-role-unknown = There is no role "{ $role }". The roles are: { $roles }.
cli-help-invite-somebody-else = This person only has the name of somebody on the roster.
cli-invite-name-taken = On the roster there is { $name } already:
cli-invite-namesake-joined = Code { $code }, joined on { $since }. To invite that person again: `langnghe invite --member { $code }`.
cli-invite-namesake-waits = Code { $code }, has not joined. To invite that person again: `langnghe invite --member { $code }`.
cli-invite-somebody-else = If it is somebody else of this name: add `--somebody-else`.
cli-invite-unknown = There is no member with the code { $code }.
cli-invite-left = Member { $code } has left. Clear the column "Left" on the roster and import it again.

cli-help-demo-port = The page's port; 0 is any free one. 8765 by default, or a free one where that is taken.
cli-run-bots = { $network }: { $names }, messages come by { $how ->
    [webhook] webhook
   *[polling] polling
}.
cli-run-stop = Lắng Nghe is running. Ctrl-C (or SIGTERM) stops it.
cli-run-token-refused = { $network } refuses the account { $account } at { $call } ({ $reason }). Run `langnghe check` to learn more.

cli-check-settings = The settings are right.
cli-check-database = The database can be reached and is up to date.
cli-check-chart = Charts can be drawn.
cli-check-chart-failed = Charts cannot be drawn ({ $reason }). Digests leave on time all the same, but as text alone; look at the memory of the machine and the limits of the service.
cli-optimised = This does not run under python -OO (PYTHONOPTIMIZE=2), since the library that draws charts needs the docstrings. Take the option away and start again.
cli-check-keys = The keys open the data.
cli-check-no-token = LANGNGHE_TELEGRAM_TOKEN is missing. Run `langnghe setup`.
cli-check-network = { $network } knows: { $names }.
cli-check-network-refused = { $network } refuses { $account } ({ $reason }). { $hint }
cli-check-network-away = { $network } did not answer for { $account } ({ $reason }). Check the network, LANGNGHE_PROXY_URL and the API's address.
cli-check-hint-telegram = Get a new token from @BotFather for LANGNGHE_TELEGRAM_TOKEN.
cli-check-hint-zalo-bot = Get a new token from Zalo Bot Manager for LANGNGHE_ZALO_BOT_TOKENS.
cli-check-hint-zalo-oa = Run: langnghe oa link

cli-help-roster = The roster of units and members.
cli-help-roster-template = Makes an Excel file to be filled in; its sheet "Guide" explains every column.
cli-help-roster-new = The file to be made.
cli-help-roster-import = Imports the roster from an Excel file. Every wrong cell is named in one pass; nothing is imported unless all is right.
cli-help-roster-filled = The filled-in file.
cli-help-roster-dry-run = Only checks, and changes nothing.
cli-roster-template = ✓ { $path } is made. When it is filled in, run `langnghe roster import { $path }`.
cli-roster-units = Units: { $created } created, { $updated } updated, { $unchanged } unchanged.
cli-roster-members = Members: { $created } created, { $updated } updated, { $unchanged } unchanged.
cli-roster-done = ✓ The roster is imported.
cli-roster-dry-run = This was a dry run: nothing is changed.
cli-roster-refused = { $count ->
        [one] The roster has one mistake, so nothing was imported:
       *[other] The roster has { $count } mistakes, so nothing was imported:
    }
cli-roster-more = … and { $count } more.

cli-help-backup = Writes all data to one compressed file, even while the bot runs. The keys are not in it.
cli-help-backup-file = The file to be written.
cli-help-restore = Restores the data from a backup. Stop the bot first.
cli-help-restore-file = The backup.
cli-help-restore-yes = Replaces all data that is there.
cli-help-db-compact = Makes the database file smaller by what was deleted. Stop the bot first.
cli-db-compacted = ✓ { $before } MB have become { $after } MB.
cli-check-database-compact = The database can be used; { $empty } of its { $taken } MB are empty: stop the bot and run `langnghe db compact`.
cli-help-drill = Restores a backup into a place of its own and lives on for three days. Nothing is sent, and no data of yours is touched.
cli-drill-restored = ✓ The backup of { $time } on { $day } can be restored: { $rows } rows, readable with the keys that are there.
cli-drill-held = Something was due since it was made. After a real restore an officer is asked in the chat before it leaves; here it was let go.
cli-drill-lived = Three days: { $prompts } prompts, { $digests } digests, { $messages } messages (sent nowhere).
cli-drill-troubles = { $count } things failed in these three days; see the log above.
cli-drill-done = ✓ Nothing went wrong.
cli-backup-done = ✓ { $rows } rows are in { $path }. To restore them, the keys in LANGNGHE_SECRET_KEYS are needed.
cli-restore-done =
    ✓ { $rows } rows are restored, as they were at { $time } on { $day }.
    What came in or went out after that is no longer there: reports sent since have to be sent again, invitations made since have to be made again. Numbers of new reports begin higher, so that none is given out twice.
    Planned prompts, digests and messages that were due since are held: when the program runs, an officer is asked in the chat whether they leave. Members are asked to write again where the backup is an hour old or older.
cli-restore-not-backup = The file is no backup of Lắng Nghe, or it is damaged. The data is as it was.
cli-restore-other-version = The backup is of version { $theirs }, the database of version { $ours }. Restore it with the program that wrote it, then upgrade.
cli-restore-wrong-key = LANGNGHE_SECRET_KEYS lacks the key of this backup. The data is as it was.
cli-restore-not-empty = The database holds data. Add --yes to replace all of it.

cli-help-keys = The keys that encrypt.
cli-help-keys-rotate = Encrypts the data anew with the first key in LANGNGHE_SECRET_KEYS, while the bot runs.
cli-help-keys-new = First makes a new key and puts it in front in .env.
cli-keys-added = ✓ A new key stands first in LANGNGHE_SECRET_KEYS in .env. Keep a copy in a safe place.
cli-keys-restart = The running bot does not use the first key in LANGNGHE_SECRET_KEYS yet. Restart it and run `langnghe keys rotate`.
cli-keys-rotated = ✓ { $rows } rows are encrypted anew with key { $key }.
cli-keys-remove = The key { $keys } may be taken out of LANGNGHE_SECRET_KEYS. Keep it apart for as long as you need older backups.

cli-help-reports = Reports.
cli-help-reports-export = Exports the coded answers of all reports, a line each. There is no text in it, since personal data in text is not masked yet; places with fewer than 3 reporters are shown as the unit above; answers of fewer than 3 people are left empty.
cli-help-reports-file = The .jsonl or .xlsx file to be written.
cli-help-reports-who = Ask for a file apart that says how many reports each person sent, with none of their numbers, but of those who report singly.
cli-help-reports-reason = Why data are exported.
cli-help-reports-by = The code of whoever asks: staff or an administrator.
cli-reports-kind = The file's name has to end in .jsonl or .xlsx.
cli-reports-nobody = --by has to be the code of staff or an administrator on the roster.
cli-reports-asked = Request { $number } is noted. Have another member of staff or administrator send /duyetxuat to Lắng Nghe and agree; then run this command again with --request { $number }, within a day.
cli-reports-not-agreed = Nobody has agreed to request { $number } yet, or it was used, or is older than a day.
cli-help-reports-request = The number of a request to which a second person has agreed.
cli-reports-reason = First: --by CODE --reason "REASON" to ask; once a second person has agreed: --request NUMBER and nothing else.
cli-reports-done = ✓ { $rows } reports are in { $path }.
cli-reports-who = ✓ Who reported is in a file of its own, { $path }. This look is logged with both people and the reason.
cli-reports-too-many = A sheet holds only { $rows } rows. Export to a .jsonl file.

cli-help-forms = Forms (XLSForm).
cli-help-forms-check = Checks forms: names what is wrong by sheet and row, and the figures that a form does not feed.
cli-help-forms-play = Fills in a form in the terminal.
cli-help-forms-file = A form (.xlsx, .xls, .csv, .md or .xml).
cli-forms-good = { $path }: "{ $title }", { $questions ->
        [one] one question
       *[other] { $questions } questions
    }.
cli-help-forms-publish = Publishes a form as a new version. Drafts and reports stay on the old one; a running bot uses it at once.
cli-help-forms-name = The form's name (small letters, digits, - and _). By default its form_id, else the file's name.
cli-help-forms-list = The published forms and the version in use.
cli-help-forms-export = Writes a version to a file: its own spreadsheet (.xlsx), the spreadsheet with its pictures and sounds (.zip), or the XForm (.xml).
cli-help-forms-published = The form's name; see `langnghe forms list`.
cli-help-forms-target = The file to write (.xlsx, .zip or .xml).
cli-help-forms-version = The version; the newest one by default.
cli-help-forms-record = Writes what was typed as a test case.
cli-forms-published = ✓ "{ $title }" (name: { $name }) is published as version { $version }.
cli-forms-same = "{ $title }" (name: { $name }) is the same as version { $version }, which stays in use.
cli-forms-bad-name = The name "{ $name }" cannot be used: plain letters, digits, - and _ only, 60 at most.
cli-forms-none = No form is published yet. Run `langnghe run` or `langnghe forms publish FILE`.
cli-forms-line = { $name }, version { $version }, { $day }: { $title }
cli-forms-unknown = There is no form "{ $name }", or no such version. There are: { $names }.
cli-forms-only-as = This version can only be written as: { $kinds }.
cli-forms-exported = ✓ "{ $title }", version { $version }, is in { $path }.
cli-forms-without = Not here yet: { $names } (looked for in { $folder }). The questions are shown without them.
cli-forms-no-folder = There is no folder { $path }.
cli-forms-exported-alone = { $count ->
        [one] One file goes
       *[other] { $count } files go
    } with this version; write to a .zip file to have all of it.
cli-help-forms-media = Folder with the pictures, sounds and films that the form mentions. By default <file name>-media beside the form.
cli-forms-figures = No question feeds these figures: { $names }.
cli-play-how = Type an answer, or the number of a choice (several: 1 3). Enter passes over, < goes back, Ctrl-C stops.
cli-play-answer = Answer
cli-play-repeat = One more? Type + to add it, -2 to remove item 2, Enter to go on.
cli-play-languages = Another language: { $codes }.
cli-play-no-file = There is no file { $path }.
cli-play-file = { "  " } (type the path of a file)
cli-play-range = { "  " } (from { $least } to { $most }, in steps of { $step })
cli-play-acknowledge = { "  " } (type ok to confirm)
cli-play-rank = { "  " } (type all numbers, the highest first: 2 1 3)
cli-play-date = { "  " } (a date, such as 05/11/2026 or yesterday)
cli-play-time = { "  " } (a time, such as 8:30)
cli-play-moment = { "  " } (date and time, such as 8:30 yesterday)
cli-play-place = { "  " } (latitude and longitude, such as 21.03 105.85)
cli-play-no-record = Only what is played from a spreadsheet (.xlsx, .xls, .csv, .md) can be recorded.
cli-play-recorded = ✓ The test case is in { $path }.
cli-play-first = This is the first question.
cli-play-required = This question needs an answer.
cli-play-refused = This is not an answer to the question.
cli-play-review = Enter to send, or the number of an answer to change
cli-play-done = ✓ The form is finished. This is what would be sent:
cli-help-oa = The Official Account on Zalo.
cli-help-oa-link = Links the Official Account by a refresh token from Zalo's API Explorer.
cli-help-oa-status = When its tokens were renewed last, and the webhook address to enter in Zalo's console.
cli-oa-no-id = LANGNGHE_ZALO_OA_ID is missing.
cli-oa-ask-token = Refresh token
cli-oa-linked = Linked the Official Account { $name }.
cli-oa-webhook = Webhook to enter on developers.zalo.me: { $url }
cli-oa-not-linked = The Official Account is not linked. Run: langnghe oa link
cli-oa-status = Official Account { $account }: tokens renewed last at { $at }.
cli-oa-broken = The Official Account { $account } has been refused ({ $reason }) since { $at }; { $count } people wait. Run: langnghe oa link
cli-oa-refused = Zalo refuses ({ $reason }). The tokens kept before, if any, stay. Get a new refresh token, and check the account's id, the app's id and its secret key.
cli-oa-away = Zalo could not be asked ({ $reason }). Please try again later.
cli-invitation-zalo-oa = On Zalo: find the Official Account { $name }, follow it and send the code: { $code }

cli-help-roster-list = Which networks each member uses, and whether they can be reached there.
cli-help-roster-unit = A unit's code; without it, everybody.
cli-roster-no-unit = There is no unit with the code { $unit }.
cli-roster-column-unit = Unit
cli-roster-column-name = Name
cli-roster-column-networks = Networks
cli-roster-no-single = Collaborators who report singly are not in this table.

cli-help-rules = Hours: monthly prompts, reminders, digests.
cli-help-rules-list = List the hours and when each comes next.
cli-help-rules-set = Change one of them.
cli-help-rules-name = Its name, as `langnghe rules list` shows it.
cli-help-rules-when = An hour such as 16:30; or five crontab fields with weekdays by name ("30 16 * * mon-fri"); or off.
cli-rules-column-name = Name
cli-rules-column-cron = Rule
cli-rules-column-next = Next
cli-rules-off = off
cli-rules-is-off = { $name } is off.
cli-rules-done = { $name } changed: next at { $time } on { $day }.
cli-rules-unknown = There is no rule called "{ $name }". See `langnghe rules list`.
cli-rules-malformed = "{ $when }" is not understood. Give an hour such as 16:30, or five crontab fields such as "30 16 * * mon-fri" (weekdays by name).
cli-rules-never = "{ $when }" never comes. { $name } stays as it was.
cli-help-deliveries = What goes out: whether it arrived, and why not.
cli-help-deliveries-show = What was sent to a member or a group: when, whether it arrived, why not. Never its content.
cli-help-deliveries-member = The member's code, as on the roster.
cli-help-deliveries-group = The group's title.
cli-help-deliveries-last = How many of the newest.
cli-deliveries-which = Give either --member or --group.
cli-deliveries-unknown = There is no member or group "{ $who }".
cli-deliveries-column-number = No.
cli-deliveries-column-written = Written
cli-deliveries-column-network = Network
cli-deliveries-column-lane = Lane
cli-deliveries-column-status = Status
cli-deliveries-column-sent = Sent
cli-deliveries-column-tries = Tries
cli-deliveries-column-reason = Why
cli-deliveries-queued = waiting
cli-deliveries-sending = being sent
cli-deliveries-sent = sent
cli-deliveries-failed = failed
cli-deliveries-expired = expired
cli-deliveries-again = Sent more than once: it was not known whether the network had taken it before (connection lost, network busy, or the program was cut off), so it may be seen twice.

cli-help-audit = The log of who looked at an identity and who changed what.
cli-help-audit-head = Prints how many entries there are and the hash over all of them: keep it where the database cannot be reached.
cli-help-audit-verify = Adds the whole log up anew and says whether anything was changed, taken out or put in.
cli-help-audit-known = A head that was printed earlier: the log must begin with exactly those entries.
cli-help-digest = The board's reports.
cli-help-digest-export = Writes the document of an approved report to a .docx file (the only way to one that is classified).
cli-help-digest-number = The number of the report, such as 01-BC/BTGDVTU.
cli-help-digest-file = The .docx file to write.
cli-help-digest-term = The term of that number, if it is not the one of the settings.
cli-digest-usage = Please give the number of the report and the name of a .docx file.
cli-digest-unknown = There is no document of a report No. { $number } in the term { $term }.
cli-digest-exported = ✓ The document of report No. { $number } was written to { $path }.
cli-audit-head = { $head }
cli-audit-no-head = A head looks like 120:5dc9da79…, with 64 letters after the colon, as `langnghe audit head` prints it.
cli-audit-changed = Entry { $number } of the log is not as it was written, or is missing.
cli-audit-shorter = The log does not add up to the head that was kept: entries were taken out or written anew. It adds up to { $head }.
cli-audit-whole = The log is whole: { $head }

# How commands are called.
cli-usage-usage = Usage
cli-usage-options = Options
cli-usage-arguments = Arguments
cli-usage-commands = Commands
cli-usage-required = required
cli-usage-default = default
cli-usage-aborted = Stopped, nothing more was done.
cli-usage-no-command = The name of a command is missing.
cli-usage-help = Show this help.
cli-usage-some-options = [OPTIONS]
cli-usage-some-command = COMMAND [ARGUMENTS]…
cli-usage-a-text = TEXT
cli-usage-a-number = NUMBER
cli-usage-a-file = FILE
cli-usage-see-help = How it is used: `{ $command } --help`.
cli-usage-missing = { $name } is missing.
cli-usage-no-option = There is no option { $name }.
cli-usage-option = The option { $name } needs a value, or takes none.
cli-usage-bad-value = The value of { $name } is not valid.
cli-usage-unknown-command = There is no command "{ $name }".
cli-usage-too-many = There are too many arguments.
cli-no-file = There is no such file: { $path }.
cli-help-invite-all = Invites everybody on the roster who has not joined: sheets with QR codes (PDF) and an Excel table.
cli-help-invite-unit = Invites everybody who has not joined, of the unit with this code and those below.
cli-help-invite-file = Invites the members whose codes are in the file: a roster in Excel, or one code a line.
cli-help-invite-out = The name of the two files to be made, without an ending.
cli-help-invite-days = For how many days the invitations are good (with --all, --unit, --file).
cli-help-invite-revoke = Revokes unused invitations: with --member, --unit or --all.
cli-invite-file-unread = No member codes can be read in { $path }: it has to be a roster in Excel, or one code a line.
cli-no-folder = There is no such folder: { $path }.
cli-is-folder = This is a folder, not a file: { $path }.
cli-no-permission = No permission to read or write: { $path }.
cli-disk-full = The disk is full, so this was not written: { $path }.
cli-read-only = The place is read-only, so this was not written: { $path }.
cli-help-roster-export = Writes the roster as it stands into an Excel file; change it there and bring it back with `langnghe roster import`.
cli-help-roster-written = The file to be made.
cli-roster-exported = ✓ { $units } units and { $members } members are written into { $path }. It holds names and phone numbers: keep it where it is safe.
