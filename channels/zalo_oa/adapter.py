"""Zalo Official Account (OpenAPI v3): one account on the network, in the house's neutral messages.

Up to five buttons in a private chat, none in a group, no editing, and nothing is polled: what comes in comes by webhook, whose
address is set in the network's console. What the documentation leaves open is a setting here, or read in both forms
(`zalo_oa.updates`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import orjson
from yarl import URL

from channels.channel import Channel, FileLink, Surroundings
from channels.messages import (
    Act,
    AnswerTap,
    AskPoll,
    Delete,
    Edit,
    Fetched,
    FileRef,
    ForgetCommands,
    Inbound,
    MediaKind,
    Policy,
    Send,
    SendError,
    Sent,
    Shown,
    StopPoll,
)
from channels.numbered import numbered
from channels.pacing import Pacer
from channels.parts import Unfinished, in_parts
from channels.payloads import instant_in
from channels.transport import Transport
from channels.zalo_oa.buttons import Seal, with_buttons
from channels.zalo_oa.calls import Json, OaCalls
from channels.zalo_oa.settings import ZaloOaSettings
from channels.zalo_oa.tokens import SPENT, TokenStore
from channels.zalo_oa.updates import GROUP, has_signature, is_signed, parse_update
from channels.zalo_oa.uploads import Uploads
from channels.zalo_oa.window import reachable_until
from texts.catalogue import catalogue_for
from texts.rich import RichText

API_URL = "https://openapi.zalo.me"
OAUTH_URL = "https://oauth.zaloapp.com"
# Texts beyond 2,000 "characters" are refused: so many UTF-16 units are fewer by any count.
TEXT_LIMIT = 1900
LARGEST_IMAGE = 1 << 20
LARGEST_FILE = 5 << 20

ButtonShape = Literal["outer", "inner"]

log = logging.getLogger(__name__)

_ID = re.compile(r"\d{1,20}", re.ASCII)
_SECRET = re.compile(r"[\x21-\x7e]{4,200}")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_DOCUMENTS = ("pdf", "doc", "docx", "csv")
_NOTHING = RichText("")
# A file's address expires, and nothing says how the network tells.
_GONE = frozenset({400, 401, 403, 404, 410})


@dataclass(frozen=True, slots=True)
class _Part:
    """One message: `menu` is what stands in for the buttons if the network does not take them."""

    text: str = ""
    buttons: tuple[Json, ...] = ()
    menu: RichText = _NOTHING
    upload: str = ""  # "image" or "file"


class ZaloOaChannel(Channel):
    """One account. All calls to the network raise `SendError` and nothing else.

    `buttons` is False: only short keyboards in private chats become buttons, so `Send.menu` is needed as on a network without
    any, and what it says may be typed works beside the buttons.
    """

    network = "zalo_oa"
    keeps = timedelta(hours=1)  # a webhook that does not answer is tried again for about so long
    renew_every = 20 * 3600.0  # an access token is good for 25 hours
    mendable = frozenset({SPENT})

    def __init__(
        self,
        oa_id: str,
        *,
        app_id: str,
        app_secret: str,
        tokens: TokenStore,
        file_link: FileLink,
        webhook_secrets: Collection[str] = (),
        first_terms: Collection[Literal["app", "account"]] = ("app", "account"),
        button_shape: ButtonShape = "outer",
        billed: bool = True,
        per_minute: int = 4000,
        api_url: str = API_URL,
        oauth_url: str = OAUTH_URL,
        proxy_url: str | None = None,
        language: str = "vi",
    ) -> None:
        """`webhook_secrets`: those one of which signs webhooks (the console's "OA secret key"; without any, the app's secret).

        `first_terms`: whose id may begin what is signed. `button_shape`: whether the text of a message with buttons stands
        beside the attachment or in it. `billed`: whether messages that Zalo bills may go out. `per_minute`:
        the calls that are allowed. `file_link` gives the public address of a stored file (its id, name and chat), None where we
        have none. Raises ValueError, without repeating it, for what is no id, no secret or no HTTP proxy.
        """
        if not _ID.fullmatch(oa_id) or not _ID.fullmatch(app_id):
            raise ValueError("the ids of an Official Account and of its app are numbers")
        if not all(map(_SECRET.fullmatch, (app_secret, *webhook_secrets))):
            raise ValueError("this is not a secret of a Zalo app")
        self.account = oa_id
        self.name = oa_id
        base = URL(api_url.rstrip("/"))
        self._transport = Transport(proxy_url, only_public=base.host or "")
        self._calls = OaCalls(
            oa_id,
            self._transport,
            tokens,
            app_id=app_id,
            app_secret=app_secret,
            api_url=base,
            oauth_url=URL(oauth_url.rstrip("/")),
        )
        self._tokens = self._calls.tokens
        self._webhook_secrets = tuple(webhook_secrets) or (app_secret,)
        self._first_terms = tuple({"app": app_id, "account": oa_id}[term] for term in first_terms)
        self._button_shape = button_shape
        self._billed = billed
        self.per_minute = per_minute
        self._seal = Seal(oa_id, app_secret)
        self._file_link = file_link
        self._t = catalogue_for(language)
        self._unfinished = Unfinished()
        self._uploads = Uploads(self._calls)

    def __repr__(self) -> str:
        return f"ZaloOaChannel({self.account})"

    async def start(self) -> None:
        """Opens the connections and asks who we are: `name`.

        They stay open where the account has to be linked again (the reason `SPENT`): it is tried at every send, so that nothing
        has to be started anew when that is done.
        """
        self._transport.open()
        try:
            me = await self._calls.call("v2.0/oa/getoa")
            if str(me.get("oa_id", self.account)) != self.account:
                raise SendError(Policy.ACCOUNT, "other_account")
        except SendError as error:
            if error.reason != SPENT:
                await self.stop()
            raise
        self.name = str(me.get("name") or self.account)

    async def stop(self) -> None:
        """Closes the connections, when an exchange of tokens that is under way has been kept."""
        await self._tokens.settled()
        await self._transport.close()

    async def renew(self) -> None:
        """Fetch a new pair of tokens."""
        await self._tokens.renew()

    async def adopt(self, refresh: str) -> None:
        """Links the account by a refresh token that its administrator was given, and asks who we are.

        Raises `SendError`; the tokens that were kept before stay where this one is good for nothing.
        """
        self._transport.open()
        try:
            await self._tokens.adopt(refresh)
        except SendError:
            await self.stop()
            raise
        await self.start()

    def pacing(self) -> Pacer:
        return Pacer(per_second=self.per_minute // 60, chat_burst=3)

    def window(self, heard: datetime) -> datetime:
        return reachable_until(heard, billed=self._billed)

    def is_ping(self, body: bytes) -> bool:
        """True if a webhook call without a signature is a trial of our address: only an empty one, to be answered 200."""
        return not body.strip()

    def vouches(self, headers: Mapping[str, str], body: bytes, _secret: str = "") -> bool:
        """True if a webhook call is the network's own: it is signed; `body` as it came, byte for byte."""
        return is_signed(headers, body, secrets=self._webhook_secrets, first_terms=self._first_terms)

    def may_vouch(self, headers: Mapping[str, str], _secret: str = "") -> bool:
        """Tell whether a call carries something that can be a signature, which only the body shows to be one."""
        return has_signature(headers)

    def parse(self, payload: object) -> list[Inbound]:
        return parse_update(payload, account=self.account, token_of=self._seal.token)

    async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
        """A message in as many parts as it needs; if one is refused, the next try goes on there."""
        if isinstance(act, AnswerTap):
            return Sent()
        if isinstance(act, (Edit, Delete, ForgetCommands, AskPoll, StopPoll)):
            raise SendError(Policy.FAIL, "unsupported")
        sent = Sent()
        parts = self._parts(chat_id, act, content)
        for number in range(self._unfinished.take(chat_id, act), len(parts)):
            try:
                sent = await self._say(chat_id, parts[number], act.file, content)
            except SendError:
                self._unfinished.keep(chat_id, act, number)
                raise
        return sent

    def shown(self, act: Send) -> Shown:
        """Show the messages that `send` makes of it."""
        parts = self._parts("", act, None)
        buttons = tuple(str(button["title"]) for button in parts[-1].buttons)
        return Shown(tuple(RichText(part.text) for part in parts), buttons)

    async def fetch(self, file_id: str, *, limit: int) -> Fetched:
        """`file_id` is the address that came with the message; it expires."""
        try:
            address = URL(file_id)
        except ValueError:
            raise SendError(Policy.FAIL, "bad_file") from None
        return Fetched(await self._transport.download(address, limit=limit, gone=_GONE))

    # What a message is made of

    def _parts(self, chat_id: str, act: Send, content: bytes | None) -> list[_Part]:
        text, upload = act.text, _upload(act.file, content)
        if act.file is not None and not upload:
            text = RichText.join("\n\n", filter(None, (text, self._about(act.file, chat_id))))
        menu = whole_menu = act.menu or numbered(act.keyboard).lines
        if chat_id.startswith(GROUP):
            text, menu = _unmentioning(text), _unmentioning(menu)
        buttons: list[Json] = []
        if not chat_id.startswith(GROUP):
            buttons, menu = with_buttons(act, lambda token: self._seal.carried(chat_id, token))
        if buttons and not text:
            buttons, menu = [], whole_menu  # a message with buttons needs a text
        texts = in_parts(text, menu, TEXT_LIMIT)
        caption = texts.pop(0) if upload == "image" and texts and not (buttons and len(texts) == 1) else ""
        parts = [_Part(caption, upload=upload)] if upload else []
        parts += [_Part(piece) for piece in texts]
        if buttons:
            parts[-1] = _Part(parts[-1].text, tuple(buttons), whole_menu)
        if not parts:
            raise SendError(Policy.FAIL, "empty")
        return parts

    def _about(self, file: FileRef, chat_id: str) -> RichText:
        """The words that stand for a file that the network does not take."""
        address = self._file_link(file.stored_id, file.name, chat_id)
        if address is None:
            return self._t("zalo-file-no-link", name=file.name)
        return self._t("zalo-file-link", name=file.name, link=address)

    def _message(self, part: _Part, uploaded: str) -> Json:
        if part.upload == "file":
            return {"attachment": {"type": "file", "payload": {"token": uploaded}}}
        text = {"text": part.text} if part.text else {}
        if part.upload:
            element = {"media_type": "image", "attachment_id": uploaded}
            return text | _template({"template_type": "media", "elements": [element]})
        if not part.buttons:
            return text
        buttons = {"buttons": list(part.buttons)}
        # Shipped clients do the one or the other, and the documentation shows neither.
        if self._button_shape == "outer":
            return text | _template(buttons)
        return _template({"template_type": "button"} | text | buttons)

    # What is sent

    async def _say(self, chat_id: str, part: _Part, file: FileRef | None, content: bytes | None) -> Sent:
        if part.upload and file is not None and content is not None:
            return await self._show(chat_id, part, file, content)
        try:
            return await self._post(chat_id, self._message(part, ""))
        except SendError as error:
            if not part.buttons or (error.policy, error.reason) != (Policy.FAIL, "refused"):
                raise
        log.warning("official account %s: a message with buttons was refused; it goes as lines", self.account)
        sent = Sent()
        for text in in_parts(RichText(part.text), part.menu, TEXT_LIMIT):
            sent = await self._post(chat_id, {"text": text})
        return sent

    async def _show(self, chat_id: str, part: _Part, file: FileRef, content: bytes) -> Sent:
        """A file that was uploaded before is used again until the network has forgotten it."""
        for again in (False, True):
            known = self._uploads.knows(part.upload, content)
            uploaded = await self._uploads.handle(part.upload, file.name, content)
            try:
                return await self._post(chat_id, self._message(part, uploaded))
            except SendError as error:
                if error.reason != "bad_file" or again or not known:
                    raise
            self._uploads.forget(part.upload, content, uploaded)
        raise AssertionError("the second try either sends or raises")

    async def _post(self, chat_id: str, message: Json) -> Sent:
        if chat_id.startswith(GROUP):
            path, recipient = "v3.0/oa/group/message", {"group_id": chat_id.removeprefix(GROUP)}
        else:
            path, recipient = "v3.0/oa/message/cs", {"user_id": chat_id}
        body = orjson.dumps({"recipient": recipient, "message": message})
        told = await self._calls.call(path, lambda: body)
        message_id = told.get("message_id")
        return Sent(str(message_id) if isinstance(message_id, str | int) else "", at=instant_in(told, "sent_time"))


def accounts(settings: ZaloOaSettings, around: Surroundings) -> list[ZaloOaChannel]:
    """The one of the settings."""
    first: tuple[Literal["app", "account"], ...] = ("app", "account")
    if settings.zalo_oa_signed_first != "either":
        first = (settings.zalo_oa_signed_first,)
    return [
        ZaloOaChannel(
            settings.zalo_oa_id,
            app_id=settings.zalo_oa_app_id,
            app_secret=settings.zalo_oa_app_secret.get_secret_value(),
            tokens=around.token_store(settings.zalo_oa_id),
            file_link=around.file_link,
            webhook_secrets=[secret.get_secret_value() for secret in settings.zalo_oa_webhook_secrets],
            first_terms=first,
            button_shape=settings.zalo_oa_buttons,
            billed=settings.zalo_oa_billed,
            per_minute=settings.zalo_oa_per_minute,
            api_url=settings.zalo_oa_api_url,
            oauth_url=settings.zalo_oa_oauth_url,
            proxy_url=around.proxy_url,
            language=around.language,
        )
    ]


def _upload(file: FileRef | None, content: bytes | None) -> str:
    """How a file can go: "image", "file", or "" where the network takes no such file."""
    if file is None or not content:
        return ""
    if file.kind is MediaKind.PHOTO and content.startswith(_IMAGES) and len(content) <= LARGEST_IMAGE:
        return "image"
    named = file.name.rpartition(".")[2].lower() in _DOCUMENTS
    return "file" if file.kind is MediaKind.DOCUMENT and named and len(content) <= LARGEST_FILE else ""


def _template(payload: Json) -> Json:
    return {"attachment": {"type": "template", "payload": payload}}


def _unmentioning(text: RichText) -> RichText:
    """Typed text that calls nobody in a group, where "[@123]" would."""
    return RichText(text.text.replace("[@", "[\u2060@"))
