"""Settings of a Zalo Official Account."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import NoDecode

from channels.setting_checks import is_base_url, is_number, list_where, where


class ZaloOaSettings(BaseModel):
    """The account, its app, and what Zalo's documentation leaves open."""

    zalo_oa_id: Annotated[str, where(is_number, "account")] = Field(
        "",
        description="The id of a Zalo Official Account; empty: none. It needs the three settings that follow, PUBLIC_URL "
        "and, once, `langnghe oa link`.",
    )
    zalo_oa_app_id: Annotated[str, where(is_number, "app")] = Field(
        "", description="The id of the app on developers.zalo.me that the Official Account has authorised."
    )
    zalo_oa_app_secret: SecretStr = Field(SecretStr(""), description="That app's secret key.")
    zalo_oa_webhook_secrets: Annotated[tuple[SecretStr, ...], NoDecode, list_where(all, "secrets")] = Field(
        (),
        description="The OA secret key that the app's webhook page shows, with which Zalo signs what it tells us (comma "
        "list; empty: the app's secret key signs).",
    )
    zalo_oa_signed_first: Literal["either", "app", "account"] = Field(
        "either",
        description="Whose id begins what Zalo signs: the app's, the account's, or either, since its documentation and "
        "programs that work with it differ.",
    )
    zalo_oa_buttons: Literal["outer", "inner"] = Field(
        "outer",
        description="Where the text of a message with buttons stands: beside the attachment (outer) or in it (inner).",
    )
    zalo_oa_billed: bool = Field(
        True,
        description="Whether the Official Account may write to people who have been silent for two to seven days, which "
        "Zalo bills; later than that it lets nobody write.",
    )
    zalo_oa_per_minute: int = Field(
        4000, ge=60, le=100_000, description="How many calls a minute the Official Account's package allows."
    )
    zalo_oa_api_url: Annotated[str, where(is_base_url, "address")] = Field(
        "https://openapi.zalo.me", description="Where the Official Accounts' OpenAPI is."
    )
    zalo_oa_oauth_url: Annotated[str, where(is_base_url, "address")] = Field(
        "https://oauth.zaloapp.com", description="Where an Official Account's tokens are renewed."
    )
