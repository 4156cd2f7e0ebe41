# The langnghe command line, for administrators.
cli-help = Lắng Nghe: listening to public opinion through a network of collaborators on Telegram and Zalo.
cli-help-setup = First set-up: asks for the bot's token, makes the keys, writes .env, creates the database and prints the administrator's invitation.
cli-help-setup-token = The bot's token from @BotFather.
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

cli-file-trouble = Cannot read or write the file { $path }: { $reason }.
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
cli-no-root = There is no root unit yet. Run `langnghe setup` or import a roster first.
cli-db-current = The database is up to date.
cli-db-upgraded = The database was upgraded.

cli-the-administrator = the administrator
cli-setup-ask-token = The bot's token from @BotFather (leave empty if there is none yet)
cli-setup-ask-name = The administrator's full name
cli-setup-key-lost = The database holds data, but LANGNGHE_SECRET_KEYS is missing. Take the key from the copy that you keep; a new one cannot read the data.
cli-setup-done = ✓ .env is written and the database is there.
cli-setup-keep-key = Keep a copy of LANGNGHE_SECRET_KEYS in a safe place, apart from the backups: without it the data is lost.
cli-setup-admin-joined = The administrator has joined. To invite again: `langnghe invite --member CODE`.
cli-setup-next = Next: `langnghe run`.
cli-setup-no-token = There is no token yet. Run `langnghe setup --telegram-token TOKEN`, then `langnghe run`.

cli-invitation = Invitation for { $who }: { $code }
cli-invitation-by-hand = Open the bot on Telegram and send: /start { $code }
cli-invitation-once = Good once, for { $days } days. Give it to this person alone.
cli-invite-which = Use `--member CODE`, or `--role ROLE` with `--name "FULL NAME"`.
cli-invite-role-unknown = There is no role "{ $role }". The roles are: { $roles }.
cli-invite-unknown = There is no member with the code { $code }.
cli-invite-left = Member { $code } has left. Clear the column "Left" on the roster and import it again.

cli-check-settings = The settings are right.
cli-check-database = The database can be reached and is up to date.
cli-check-keys = The keys open the data.
cli-check-no-token = LANGNGHE_TELEGRAM_TOKEN is missing. Run `langnghe setup --telegram-token TOKEN`.
cli-check-token = Telegram knows the bot: { $names }.
cli-check-token-refused = Telegram refuses the token of bot { $account } in LANGNGHE_TELEGRAM_TOKEN. Get a new one from @BotFather.
cli-check-no-answer = Telegram did not answer for bot { $account }. Check the network, LANGNGHE_PROXY_URL and LANGNGHE_TELEGRAM_API_URL.
