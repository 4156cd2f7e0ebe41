"""Settings of Zalo's Bot Platform."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import NoDecode

from channels.setting_checks import ZALO_TOKEN, are_tokens, is_base_url, list_where, where


class ZaloBotSettings(BaseModel):
    """The bots, where their platform is, and how much it lets them send."""

    zalo_bot_tokens: Annotated[
        tuple[SecretStr, ...],
        NoDecode,
        list_where(
            lambda texts: are_tokens(texts, ZALO_TOKEN),
            "zalo-tokens",
        ),
    ] = Field(
        (),
        description="The tokens of bots of Zalo's Bot Platform, as a comma list: a free bot serves 50 people, so that an "
        "installation may have several.",
    )
    zalo_bot_api_url: Annotated[str, where(is_base_url, "address")] = Field(
        "https://bot-api.zaloplatforms.com", description="Where Zalo's Bot Platform is."
    )
    zalo_bot_quota: int = Field(
        3000,
        ge=0,
        description="How many messages a month Zalo's Bot Platform allows each bot; 0: any number. Staff see before they "
        "send what is left, and are warned at 80 %.",
    )
    zalo_bot_quota_counts: Literal["both", "sent"] = Field(
        "both",
        description="What counts against that: messages in both directions, or only those that the bot sends. Zalo does "
        "not say which.",
    )
