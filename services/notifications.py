"""What has to be told after an act: values that `handlers/notify` turns into messages in each reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.members.addresses import Recipient
from storage.tables import Group


class AlertNews(StrEnum):
    """What the staff's group reads of an alert."""

    RAISED = "raised"
    NOBODY = "nobody"  # no officer can be reached now
    UNANSWERED = "unanswered"  # every officer was asked, and nobody took it
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AlertToOfficer:
    """An alert that an officer is asked to take. `again`: somebody was asked before."""

    recipient: Recipient
    alert_id: int
    raised_at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class AlertToGroup:
    """A line about an alert in a staff group. `by`, `at`: who took it, and when."""

    group: Group
    alert_id: int
    raised_at: datetime
    news: AlertNews
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertWithdrawn:
    """Its author took an alert back; told to officers who were asked."""

    recipient: Recipient
    alert_id: int
    raised_at: datetime


Notification = AlertToOfficer | AlertToGroup | AlertWithdrawn
