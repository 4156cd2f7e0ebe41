"""The same people on a Zalo bot: no buttons, so that they answer with the numbers and words that a message offers.

What differs on the wire: nothing is edited or tapped, a message may be offered in lines, and each call is a new message.
"""

from __future__ import annotations

import asyncio
import re
import time

import orjson

from bench.far_end import BOT_ID, DATE, OK, FarEnd, Player
from bench.people import NEVER, WORDS, Deed, Json

_BOT = {"id": str(BOT_ID), "account_name": "bot.LangNghe", "account_type": "BASIC", "can_join_groups": False}
_LINE = re.compile(r"^([1-8])\. (.*)$", re.MULTILINE)
_OFFERS = re.compile(r"^(?:[0-8]\. |Nhắn: |Hoặc nhắn: )", re.MULTILINE)
_PATIENCE = 1.0
_AGAIN, _SEND = "Thêm mục khác", "gửi"
_OPENS = ("✎ Viết tiếp", "Báo cáo: ")


def next_words(text: str) -> Deed:
    """What follows a message that offers this, as with buttons: opens the report, answers, sends, writes in words."""
    menu = text.rpartition("\n\n")[2]
    lines = [(label, digit) for digit, label in _LINE.findall(menu)]
    if any(label.startswith(_AGAIN) for label, _digit in lines):
        return Deed(done=True)
    if re.search(rf"^(?:Hoặc nhắn|Nhắn): (?:.* · )?{_SEND}(?: · |$)", menu, re.MULTILINE):
        return Deed(text=_SEND)
    opening = [digit for start in _OPENS for label, digit in lines if label.startswith(start)]
    choices = opening or [digit for label, digit in lines if label != NEVER]
    return Deed(text=choices[0] if choices else WORDS)


class ZaloFarEnd(FarEnd):
    """`FarEnd` in the words of Zalo's Bot Platform, by webhook."""

    secret_header = "X-Bot-Api-Secret-Token"

    def _deed(self, person: Player) -> Deed:
        return next_words(str(person.shown["text"])) if person.shown else Deed(text="/menu")

    def _update(self, person: Player, deed: Deed) -> Json:
        return self.said(person.chat, deed.text)

    def said(self, number: int, text: str) -> Json:
        """The webhook's body for what somebody says."""
        self._next_id += 1
        chat = f"{number:020x}"
        message = {
            "from": {"id": chat, "display_name": "An", "is_bot": False},
            "chat": {"id": chat, "chat_type": "PRIVATE"},
            "text": text,
            "message_id": f"{self._next_id:020x}",
            "date": DATE * 1000 + self._next_id,
            "message_type": "CHAT_MESSAGE",
        }
        return {"event_name": "message.text.received", "message": message}

    def _called(self, method: str, body: bytes) -> bytes:
        self.calls += 1
        given: Json = orjson.loads(body)
        if method == "sendMessage":
            return self._said(given)
        if method == "setWebhook":
            self._hook(given)
            verified = {"ok": True, "url": given["url"], "outcome": "webhook.ok"}
            return orjson.dumps({"ok": True, "result": {"url": given["url"], "verification": verified}})
        return orjson.dumps({"ok": True, "result": _BOT}) if method == "getMe" else OK

    def _said(self, given: Json) -> bytes:
        self.sent += 1
        self._next_id += 1
        person, text = self._people.get(int(given["chat_id"], 16)), str(given["text"])
        if person is not None and person.waits:
            loop = asyncio.get_running_loop()
            if _OFFERS.search(text):
                person.waits, person.shown = False, {"text": text}
                self.latencies.append(time.perf_counter() - person.began)
                loop.call_later(self.pause, self._act, person)
            else:  # it came before the question was known to be on the phone
                loop.call_later(_PATIENCE, self._again, person)
        return b'{"ok":true,"result":{"message_id":"%020x","date":%d}}' % (self._next_id, DATE * 1000 + self._next_id)

    def _again(self, person: Player) -> None:
        if person.waits:
            self._post(person, orjson.dumps(self._update(person, self._deed(person))))
