"""Forms: XLSForm in; questions out, answers checked, submission out. Pure: no clock, no I/O, no chat, no database."""
