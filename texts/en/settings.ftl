# Settings: what is wrong with one, by its name and never with its value.

settings-missing = { $name } is missing: run `langnghe setup`.
settings-needed = { $name } is missing: { $by } needs it.
settings-unknown = { $name } is not a setting.
settings-unknown-close = { $name } is not a setting: did you mean { $close }?
settings-no-text = { $name } is not a text file in UTF-8.
settings-number = { $name } should be a whole number.
settings-least = { $name } should be { $bound } or more.
settings-most = { $name } should be { $bound } or less.
settings-one-of = { $name } should be { $choices }.
settings-yes-or-no = { $name } should be true or false.
settings-wrong = { $name } cannot be read.
settings-database = { $name } must be sqlite:///path/to/file.db or postgresql://user:password@host/name.
settings-keys = { $name } must be one or more different keys of 44 characters (URL-safe base64), separated by commas.
settings-zone = { $name } must be the name of a time zone, such as Asia/Ho_Chi_Minh.
settings-filled = { $name } must not be empty.
settings-proxy = { $name } must be an address that begins with http:// or https://.
settings-secret = { $name } must be 8 to 256 of the characters A-Z, a-z, 0-9, _ and -.
settings-public = { $name } must be an address that begins with https://, without ? and #.
settings-listen = { $name } must be host:port, such as 127.0.0.1:8080.
settings-status = { $name } must be host:port, such as 127.0.0.1:9108.
settings-tokens = { $name } must be one or more bot tokens as @BotFather gives them (123456:ABC…), separated by commas.
settings-address = { $name } must be an address that begins with https:// or http://.
settings-zalo-tokens = { $name } must be one or more tokens as Zalo Bot Manager gives them (123456:abc…), separated by commas.
settings-account = { $name } must be the account's id, which is a number.
settings-app = { $name } must be the app's id, which is a number.
settings-secrets = { $name } must be secrets, separated by commas.
