"""Settings of Telegram."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import NoDecode

from channels.setting_checks import are_tokens, is_base_url, list_where, where


class TelegramSettings(BaseModel):
    """The bots and where the Bot API is."""

    telegram_token: Annotated[
        tuple[SecretStr, ...],
        NoDecode,
        list_where(are_tokens, "tokens"),
    ] = Field((), description="The bot's token from @BotFather; several bots as a comma list.")
    telegram_api_url: Annotated[str, where(is_base_url, "address")] = Field(
        "https://api.telegram.org", description="Where the Bot API is: Telegram's own server, or one that you run."
    )
    telegram_rich_messages: bool = Field(
        False,
        description="Whether digests go as rich messages, with sections that unfold in place; old apps then ask for an update.",
    )
