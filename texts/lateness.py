"""The line above a text that leaves long after it was written: of when it is.

What is held by a night, a pause, a network or a machine that was away, a restore or a reader's own hour claims nothing of
the time between.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from texts.catalogue import catalogue_for
from texts.dates import moment
from texts.rich import RichText

LATE = timedelta(minutes=15)
"""The delay up to which a text leaves without the line."""
LONGEST = 80
"""UTF-16 units that the line takes at most, with the break below it."""


def headed(text: RichText, as_of: datetime, now: datetime, language: str, zone: tzinfo) -> RichText:
    """The text as it leaves now: below a line that says of when it is, where that was long ago."""
    if now - as_of < LATE:
        return text
    return RichText.join("\n", [catalogue_for(language)("date-as-of", at=moment(as_of, zone, language)), text])
