"""The alert of a matter that its author calls urgent while the form is being filled in."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import notifications
from handlers.button_data import button_data
from handlers.filling.open_draft import OpenDraft, is_urgent
from handlers.turn import Turn
from services import alerts
from storage.tables import Alert
from texts.fold import fold, spaced
from texts.rich import RichText


def alerted(turn: Turn, filling: OpenDraft) -> tuple[RichText | None, Keyboard]:
    """Raise the alert of a matter that is *khẩn*, before the rest is answered: what its author reads, and a way back."""
    if not is_urgent(filling):
        return None, ()
    raised = alerts.raise_for_draft(turn.session, turn.me, filling.id, turn.now, turn.installation.alert_plan)
    if raised is None:
        return None, ()
    notifications.send(turn, raised.told)
    return turn.t("fill-flagged" if raised.reaches_somebody else "fill-flagged-nobody"), mistaken(turn, raised.alert)


_MISTAKE = frozenset(
    (
        *("nham", "bam nham", "bao nham", "gui nham", "an nham", "nhan nham", "bam nham nut", "bam nham phim"),
        *("bao khan nham", "bam khan nham", "khong phai khan", "khong phai viec khan"),
        *("rut bao khan", "rut lai bao khan", "huy bao khan", "thu hoi bao khan", "lo tay", "lo tay bam"),
        *("mistake", "a mistake", "by mistake", "my mistake", "sent by mistake", "pressed by mistake", "false alarm"),
        *("it was a mistake", "wrong button", "take the alert back"),
    )
)
_BESIDE = frozenset(
    (
        "em",
        "toi",
        "minh",
        "chau",
        "da",
        "thua",
        "xin",
        "loi",
        "a",
        "roi",
        "mat",
        "nhe",
        "oi",
        "anh",
        "chi",
        "sorry",
        "i",
    )
)
"""Words that only surround it."""
# "Thu hồi", "hủy", "không gấp" alone are answers too: of land, of a plan, of how pressing it is.


def is_mistake(text: str) -> bool:
    """True if words can only say that an alert was a slip: "bấm nhầm", "em báo nhầm rồi ạ"."""
    words = [word for word in spaced(fold(text)).split() if word not in _BESIDE]
    return " ".join(words) in _MISTAKE


def mistaken(turn: Turn, alert: Alert) -> Keyboard:
    """The button that takes an alert back."""
    return ((Button(turn.t.text("alert-button-mistake"), button_data("alert.mistake", alert.id)),),)
