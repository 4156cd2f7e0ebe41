"""Databases made while the first and the third migration were still being written: they lack what later commits put in there.

Both carry the number of the finished migration, so no later migration can see the difference. What is found here is looked
for by the tables themselves, whatever number they carry, and made as the finished migration makes it. No migration that has
landed is edited any more (`.ci/check_commits.py`), so there is nothing to be added here.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select, table, text, update
from sqlalchemy import column as named

from storage.columns import EncryptedText, ring_of

_CARDS = """
CREATE TABLE prompt_card (
    prompt_id INTEGER NOT NULL, member_id INTEGER NOT NULL, account_id INTEGER NOT NULL,
    message_id VARCHAR NOT NULL, delivery_id {big} NOT NULL,
    CONSTRAINT pk_prompt_card PRIMARY KEY (prompt_id, member_id),
    CONSTRAINT fk_prompt_card_account_id_account FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_prompt_card_prompt_id_prompt FOREIGN KEY(prompt_id) REFERENCES prompt (id),
    CONSTRAINT fk_prompt_card_member_id_member FOREIGN KEY(member_id) REFERENCES member (id)
)
"""
_NEWEST = """
INSERT INTO prompt_card (prompt_id, member_id, account_id, message_id, delivery_id)
SELECT b.prompt_id, c.member_id, c.account_id, c.message_id, c.delivery_id
FROM broadcast_card c JOIN broadcast b ON b.id = c.broadcast_id
WHERE b.id = (SELECT MAX(o.id) FROM broadcast o JOIN broadcast_card oc ON oc.broadcast_id = o.id
              WHERE o.prompt_id = b.prompt_id AND oc.member_id = c.member_id)
"""
_DIGESTS = """
CREATE TABLE digest (
    id {serial}, kind VARCHAR(24) NOT NULL, number INTEGER NOT NULL, first_day DATE NOT NULL, last_day DATE NOT NULL,
    until {instant} NOT NULL, figures TEXT NOT NULL, pages {bytes} NOT NULL, chart_id INTEGER, document_id INTEGER,
    created_at {instant} NOT NULL,
    {key}
    CONSTRAINT digest_kind CHECK (kind IN ('daily', 'monthly', 'interim')),
    CONSTRAINT fk_digest_chart_id_stored_file FOREIGN KEY(chart_id) REFERENCES stored_file (id),
    CONSTRAINT fk_digest_document_id_stored_file FOREIGN KEY(document_id) REFERENCES stored_file (id)
)
"""
_DIGEST_REPORTS = """
CREATE TABLE digest_report (
    digest_id INTEGER NOT NULL, report_id INTEGER NOT NULL, revision INTEGER NOT NULL,
    CONSTRAINT pk_digest_report PRIMARY KEY (digest_id, report_id),
    CONSTRAINT fk_digest_report_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id),
    CONSTRAINT fk_digest_report_report_id_report FOREIGN KEY(report_id) REFERENCES report (id)
)
"""


def mend(connection: Connection) -> None:
    """Bring a database that was made by an unfinished migration to what the finished one makes."""
    tables = set(inspect(connection).get_table_names())
    if "form" not in tables:
        return
    if "next_offset" in _columns(connection, "account"):
        connection.exec_driver_sql("ALTER TABLE account DROP COLUMN next_offset")
    if "pages" not in _columns(connection, "digest"):
        _mend_digests(connection)
    if "broadcast" not in tables and "version" in _columns(connection, "prompt"):
        connection.exec_driver_sql("ALTER TABLE prompt DROP COLUMN version")  # the third migration brings it
    if "builtin" not in _columns(connection, "form"):
        _mend_forms(connection)
    if "document" in _columns(connection, "prompt"):
        connection.exec_driver_sql("ALTER TABLE prompt DROP COLUMN document")
    if "broadcast" in tables and "ended_at" not in _columns(connection, "broadcast"):
        _mend_broadcasts(connection)
    if "broadcast_card" in tables:
        big = "INTEGER" if connection.dialect.name == "sqlite" else "BIGINT"
        connection.exec_driver_sql(_CARDS.format(big=big))
        connection.exec_driver_sql(_NEWEST)
        connection.exec_driver_sql("DROP TABLE broadcast_card")


def _columns(connection: Connection, name: str) -> set[str]:
    return {str(column["name"]) for column in inspect(connection).get_columns(name)}


def _mend_forms(connection: Connection) -> None:
    """Titles and forms were not encrypted, all of them came along, and none had a spreadsheet."""
    binary, yes = ("BLOB", "1") if connection.dialect.name == "sqlite" else ("BYTEA", "true")
    say = connection.exec_driver_sql
    say(f"ALTER TABLE form ADD COLUMN builtin BOOLEAN NOT NULL DEFAULT {yes}")
    say(
        "ALTER TABLE form ADD COLUMN file_id INTEGER CONSTRAINT fk_form_file_id_stored_file REFERENCES stored_file (id)"
    )
    for name in ("title", "xml"):
        # SQLite takes no column that must not be empty without giving it a value.
        say(f"ALTER TABLE form ADD COLUMN new_{name} {binary} NOT NULL DEFAULT ''")
        form = table("form", named("id"), named(name), named(f"new_{name}", EncryptedText()))
        for row in connection.execute(select(form.c.id, form.c[name])).all():
            connection.execute(update(form).where(form.c.id == row[0]).values({f"new_{name}": row[1]}))
        say(f"ALTER TABLE form DROP COLUMN {name}")
        say(f"ALTER TABLE form RENAME COLUMN new_{name} TO {name}")


def _mend_broadcasts(connection: Connection) -> None:
    instant = "DATETIME" if connection.dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    connection.exec_driver_sql(f"ALTER TABLE broadcast ADD COLUMN ended_at {instant}")
    connection.exec_driver_sql(
        "UPDATE broadcast SET ended_at = COALESCE(changed_at, started_at) WHERE status IN ('done', 'cancelled')"
    )
    connection.exec_driver_sql("DROP INDEX ix_broadcast_status")
    connection.exec_driver_sql("CREATE INDEX ix_broadcast_ended_at ON broadcast (ended_at)")


def _mend_digests(connection: Connection) -> None:
    """Digests had no pages, and none was an interim one: the table is made anew, since SQLite changes no check."""
    say, lite = connection.exec_driver_sql, connection.dialect.name == "sqlite"
    kept = {name: say(f"SELECT * FROM {name}").mappings().all() for name in ("digest", "digest_report")}  # noqa: S608
    say("DROP TABLE digest_report")
    say("DROP TABLE digest")
    shapes = {
        "serial": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" if lite else "SERIAL NOT NULL",
        "key": "" if lite else "CONSTRAINT pk_digest PRIMARY KEY (id),",
        "instant": "DATETIME" if lite else "TIMESTAMP WITH TIME ZONE",
        "bytes": "BLOB" if lite else "BYTEA",
    }
    say(_DIGESTS.format(**shapes))
    say(_DIGEST_REPORTS)
    no_pages = ring_of(connection.dialect).encrypt(b"{}")
    for name, rows in kept.items():
        for row in rows:
            values = {**row, "pages": no_pages} if name == "digest" else dict(row)
            names = ", ".join(values)
            places = ", ".join(f":{value}" for value in values)
            connection.execute(text(f"INSERT INTO {name} ({names}) VALUES ({places})"), values)  # noqa: S608
    if not lite:
        say("SELECT setval('digest_id_seq', (SELECT COALESCE(MAX(id), 0) + 1 FROM digest), false)")
