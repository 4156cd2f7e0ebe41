"""Joining: a one-time invitation opens the door, and the person says whether they want to take part."""

from __future__ import annotations

import re

from channels.messages import Button, Keyboard
from handlers import menu, notifications
from handlers.button_data import ButtonData, button_data
from handlers.member import networks
from handlers.notify import prompt_messages, survey_messages
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed import intents
from services import alerts, broadcasts, invitations, members
from services.surveys import surveys
from storage.members import members as roster
from storage.members import units
from storage.tables import CONSENT, Member, Role
from texts.courtesy import COURTEOUS
from texts.fold import fold, spaced
from texts.rich import RichText

_YES = frozenset(
    (
        *("dong y", "dong y tham gia", "co", "co dong y", "co tham gia", "co dong y tham gia", "tham gia", "vang"),
        *("vang dong y", "vang dong y tham gia", "vang co", "ok", "oke", "okay", "okie", "ok dong y", "duoc"),
        *("ok dong y tham gia", "nhat tri", "nhat tri tham gia", "san sang", "hoan toan dong y", "muon tham gia"),
        *("chap nhan", "yes", "agree", "i agree", "yes i agree", "yes i do", "sure"),
    )
)
_NO = frozenset(
    (
        *("khong dong y", "khong tham gia", "khong dong y tham gia", "khong muon tham gia", "tu choi"),
        *("decline", "i do not agree", "no i do not"),
    )
)
_READ = frozenset(("xem ky", "doc ky", "cho xem ky", "dieu khoan", "xem dieu khoan", "read it all", "read more"))
_POLITE_YES = frozenset(("da",))
_CODE = re.compile(r"[A-Za-z0-9_-]{12,64}")


def stranger(turn: Turn) -> None:
    """Somebody who is not on the roster: an invitation lets them in, anything else gets one neutral sentence."""
    if not let_in(turn):
        roster.count_stranger(turn.session, turn.today.isoformat())
        turn.to_stranger = True
        turn.reply(turn.t("join-stranger"))


def let_in(turn: Turn) -> bool:
    """Let in whoever sends an invitation. False: it is none, and nothing was said."""
    code = _code(turn.event.text)
    turn.person = invitations.come_in(turn.session, code, turn.account_id, turn.event.chat_id, turn.now)
    if turn.person is not None:
        welcome(turn)
    return turn.person is not None


def welcome(turn: Turn) -> None:
    """First contact: who we are, what is kept, and the question whether they take part."""
    unit = units.get(turn.session, turn.me.unit_id)
    text = turn.t(
        "join-welcome",
        name=turn.me.name,
        honorific=_honorific(turn),
        board=turn.installation.board,
        roles=turn.t.text(_roles(turn), unit=unit.name),
    )
    turn.reply(text, _yes_or_no(turn))


def _yes_or_no(turn: Turn) -> Keyboard:
    agree = Button(turn.t.text("join-agree"), button_data("join.agree"))
    read = Button(turn.t.text("join-details"), button_data("join.read"))
    return (agree,), (Button(turn.t.text("join-decline"), button_data("join.decline")), read)


def read(turn: Turn, pressed: ButtonData | None = None) -> None:
    """All that a member agrees to, before and at any time after."""
    turn.answer_tap()
    text = turn.t("join-consent", honorific=_honorific(turn), board=turn.installation.board)
    turn.reply(text, menu.home(turn) if turn.me.joined else _yes_or_no(turn))


def answered(turn: Turn) -> None:
    """Somebody who has not joined yet: what can only mean yes or no is the answer, also below a picture or in a message that
    was edited; all else gets one short line."""
    text = turn.event.text
    if _code(text) or text.startswith("/"):
        welcome(turn)
    elif _wants_to_read(text):
        read(turn)
    elif agrees(text):
        agree(turn, ButtonData("join.agree"))
    elif _declines(text):
        decline(turn, ButtonData("join.decline"))
    else:
        turn.reply(turn.t("join-yes-or-no"), _yes_or_no(turn))


def agrees(text: str) -> bool:
    """True if words can only mean that somebody takes part: "đồng ý", "vâng", "dạ tôi đồng ý tham gia"."""
    words = [word for word in spaced(fold(text)).split() if word not in COURTEOUS]
    return " ".join(words) in _YES or (not words and bool(_POLITE_YES & set(spaced(fold(text)).split())))


def _wants_to_read(text: str) -> bool:
    words = [word for word in spaced(fold(text)).split() if word not in COURTEOUS]
    return " ".join(words) in _READ or intents.read(text) is intents.Intent.WHO_SEES


def _declines(text: str) -> bool:
    words = [word for word in spaced(fold(text)).split() if word not in COURTEOUS]
    return " ".join(words) in _NO


def agree(turn: Turn, pressed: ButtonData) -> None:
    """The member takes part from now on."""
    turn.answer_tap()
    before = turn.me.joined
    if not before:
        members.join(turn.session, turn.actor, turn.now)
        turn.me.joined, turn.me.consent = True, CONSENT
    turn.joined = True
    if not before or not networks.joined_one_more(turn):
        turn.replace_or_reply(turn.t("join-done"), menu.keyboard(turn))
    prompt_messages.send(turn, broadcasts.catch_up(turn.session, turn.me, turn.now))
    if not before:
        survey_messages.send(turn, surveys.catch_up(turn.session, turn.actor, turn.me, None, turn.now))
    plan = turn.installation.alert_plan
    notifications.send(turn, alerts.officer_is_back(turn.session, turn.me.member_id, turn.now, plan))


def show_changes(turn: Turn) -> None:
    """Show who joined before what has changed in the consent text, once, ahead of what they came for."""
    if not turn.me.joined or turn.me.consent >= CONSENT:
        return
    if members.saw_changes(turn.session, turn.actor, turn.now):
        turn.me.consent = CONSENT
        turn.reply(turn.t("join-consent-changed", honorific=_honorific(turn), board=turn.installation.board))


def decline(turn: Turn, pressed: ButtonData) -> None:
    """The person does not take part, or not on one more network: this chat id is forgotten."""
    turn.answer_tap()
    if turn.me.joined and not networks.is_one_more(turn):
        turn.replace_or_reply(turn.t("menu-title"), menu.keyboard(turn))
        return
    turn.replace_or_reply(turn.t("join-declined"))
    turn.forget_commands()
    actor, address_id = turn.actor, turn.me.address_id
    turn.person = None
    turn.drop_address(address_id)
    members.decline(turn.session, actor, address_id, turn.now)


def withdrawn(turn: Turn) -> None:
    """The person had the network ask that what we hold of them be erased: this chat goes, and staff are told."""
    actor, address_id = turn.actor, turn.me.address_id
    turn.person = None
    turn.drop_address(address_id)
    notifications.send(turn, members.withdraw(turn.session, actor, address_id, turn.now))


def link(turn: Turn) -> None:
    """The command: a code with which the member comes in on another network as well."""
    code = invitations.link(turn.session, turn.actor, turn.now)
    doors = turn.installation.doors(turn.session, turn.account_id, code)
    if not doors:
        invitations.end_link(turn.session, turn.actor, turn.now)
        turn.reply(turn.t("link-none"), menu.home(turn))
        return
    lines = [turn.t(f"link-on-{network.replace('_', '-')}", where=where) for network, where in doors]
    turn.reply(turn.t("link-code", code=code, doors=RichText.join("\n", lines)))


def _code(text: str) -> str:
    words = text.split()
    code = "".join(words[1:] if text[:6].lower() == "/start" else words)  # a code may be copied with spaces in it
    return code if _CODE.fullmatch(code) else ""


def _honorific(turn: Turn) -> str:
    """The form of address that the member chose; leaders who chose none are comrades (đồng chí)."""
    chosen = turn.me.honorific
    usual = chosen == Member.model_fields["honorific"].default
    return turn.t.text("honorific-leader") if usual and Role.LEADER in turn.me.roles else chosen


def _roles(turn: Turn) -> str:
    for role in (Role.LEADER, Role.STAFF, Role.ADMIN, Role.CONTACT):
        if role in turn.me.roles:
            return f"join-role-{role}"
    return "join-role-collaborator"


ROUTES = (
    Routes(
        buttons={"join.agree": agree, "join.decline": decline, "join.read": read},
        commands={"/lienket": link, "/dieukhoan": read},
        words={"liên kết": "/lienket", "điều khoản": "/dieukhoan"},
        labels={"join-details": read, "join-terms": read},
    ),
)
