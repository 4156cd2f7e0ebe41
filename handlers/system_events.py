"""What nobody did: an hour that came, a task that ended."""

from __future__ import annotations

import json

from handlers import completion
from handlers.filling import attachments
from handlers.leader import digest
from handlers.notify import account_warnings, quota_warnings, reminders
from handlers.staff import alerts, broadcasts, forms, prompts
from handlers.turn import Turn
from storage.reports import alerts as stored_alerts
from storage.tables import DigestKind


def dispatch(turn: Turn, kind: str, payload: bytes) -> None:
    """Kinds: `clock.*`, `task.*` and, for a task that was given up, `failed.*`. Raises ValueError for any other."""
    order = json.loads(payload)
    match kind:
        case "clock.monthly_prompt":
            prompts.by_rule(turn)
        case "clock.prompt":
            prompts.ripe(turn, order["prompt"])
        case "clock.broadcast":
            broadcasts.moved(turn, order["broadcast"])
        case "clock.reminders":
            reminders.send(turn)
        case "clock.daily_digest":
            digest.due(turn, DigestKind.DAILY)
        case "clock.monthly_digest":
            digest.due(turn, DigestKind.MONTHLY)
        case "clock.alert":
            alert = stored_alerts.get(turn.session, order["alert"])
            if alert is not None:
                alerts.escalate(turn, alert)
        case "clock.alert_lost":
            alerts.lost(turn, order["address"])
        case "clock.refused":
            account_warnings.refused(turn, order["account"], order["reason"])
        case "clock.quota":
            quota_warnings.warn(turn, order["account"], order["percent"])
        case "task.fetch" | "failed.fetch":
            waiting = attachments.fetched(turn, order)
            if waiting is not None:
                completion.finish(turn, waiting)
        case "task.spreadsheet":
            forms.read(turn, order)
        case "task.form_file" | "failed.form_file":
            forms.written(turn, order)
        case "failed.spreadsheet":
            forms.not_read(turn, order)
        case "task.digest":
            digest.made(turn, order)
        case "task.document":
            digest.document_made(turn, order)
        case "failed.digest" | "failed.document":
            digest.failed(turn, order)
        case _:
            raise ValueError(f"nothing handles {kind}")
