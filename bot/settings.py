"""The settings: one class, every field documented; what is wrong is said by variable, never by value.

They come from the environment, then from `.env` in the working directory. `.env.example` is printed from the class by
`python -m bot.settings` (or `make env-example`). Nothing outside `bot/` reads the environment.
"""

from __future__ import annotations

import difflib
import os
import sys
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as member_field
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.setting_validators import (
    WEBHOOK_SECRET,
    address,
    are_keys,
    is_address,
    is_database,
    is_open_data_url,
    is_public_url,
)
from channels.registry import NETWORKS, NetworkSettings
from channels.setting_checks import is_url, list_where, where

PREFIX = "LANGNGHE_"
ENV_FILE = Path(".env")


@dataclass(frozen=True, slots=True)
class Fault:
    """A variable that is wrong: `rule` names the sentence ("settings-RULE")."""

    rule: str
    name: str
    args: Mapping[str, str] = member_field(default_factory=dict)

    def said(self, language: str) -> str:
        """The sentence, without any value."""
        from texts.catalogue import catalogue_for

        return catalogue_for(language).text(f"settings-{self.rule}", name=self.name, **self.args)


class SettingsTrouble(Exception):
    """Faults of the settings: one sentence for each variable, none with a value in it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(fault.said("en") for fault in faults))
        self.faults = faults

    @property
    def sentences(self) -> list[str]:
        """The sentences in English, as logs have them."""
        return self.said("en")

    def said(self, language: str) -> list[str]:
        """The sentences in a language."""
        return [fault.said(language) for fault in self.faults]


class _Board(BaseSettings):
    """The board: its name, and the place of its data."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
    )

    database_url: Annotated[str, where(is_database, "database")] = Field(
        "sqlite:///data/langnghe.db",
        repr=False,
        description="The database: sqlite:///path (one machine, no server) or postgresql://user:password@host/name.",
    )
    secret_keys: Annotated[
        tuple[SecretStr, ...],
        NoDecode,
        list_where(are_keys, "keys"),
    ] = Field(
        description="The keys that encrypt what is personal: the first one encrypts, all of them decrypt (comma list). "
        "`langnghe setup` makes the first. Keep a copy in a safe place: "
        "without it neither the database nor a backup can be read."
    )
    timezone: Annotated[str, where(ZoneInfo, "zone")] = Field(
        "Asia/Ho_Chi_Minh", description="The board's own time zone: days, reminders and digests go by it."
    )
    language: Literal["vi", "en"] = Field(
        "vi", description="The language of documents, group messages and the command line: vi or en."
    )
    board_name: Annotated[str, where(str, "filled")] = Field(
        "Ban Tuyên giáo và Dân vận Tỉnh ủy", description="The board's full name, as greetings and documents show it."
    )
    superior_name: str = Field(
        "", description="The body above the board, over its name in documents, such as TỈNH ỦY …; empty: left out."
    )
    document_suffix: Annotated[str, where(str, "filled")] = Field(
        "BTGDVTU", description="What follows a document's number and type, as in 12-BC/BTGDVTU."
    )
    document_term: str = Field(
        "2025-2030", description="The committee's term, within which the board's documents are numbered."
    )
    document_recipients: str = Field(
        "",
        description="To whom documents go (Nơi nhận), between semicolons, such as "
        "Thường trực Tỉnh ủy; Lưu Văn phòng; empty: a gap to fill in.",
    )
    document_signer: str = Field("", description="The name below the signature of documents; empty: left out.")
    document_layout: Literal["party", "state", "plain"] = Field(
        "party",
        description="The layout of documents: party (Hướng dẫn 05-HD/VPTW), state (Nghị định 30/2020/NĐ-CP) or plain. "
        "A template of the office's own (`langnghe templates use`) comes before it.",
    )
    place_name: str = Field(
        "",
        description="The place in a document's place-and-date line, such as the province; empty: the date alone.",
    )


class Settings(NetworkSettings, _Board):
    """All there is to set. Build it with `load_settings()`, or with `given()` where the environment must not count."""

    proxy_url: Annotated[str, where(lambda text: not text or is_url(text), "proxy")] = Field(
        "", repr=False, description="A proxy for everything that goes out to the networks; empty: none."
    )
    webhook_secret: Annotated[
        SecretStr,
        where(
            lambda text: not text or WEBHOOK_SECRET.fullmatch(text),
            "secret",
        ),
    ] = Field(
        SecretStr(""),
        description="From which each account's own secret is made, that its webhook calls carry to be believed: "
        "8 to 256 of A-Z a-z 0-9 _ -. PUBLIC_URL needs it.",
    )
    public_url: Annotated[str, where(is_public_url, "public")] = Field(
        "",
        description="The address by which the networks reach LISTEN. Set: webhooks at /webhooks/{network}/{account}; "
        "empty: the bot polls, after deleting a webhook without dropping pending updates.",
    )
    listen: Annotated[str, where(is_address, "listen")] = Field(
        "127.0.0.1:8080", description="Where webhooks are served; nothing listens without PUBLIC_URL."
    )
    status_listen: Annotated[str, where(is_address, "status")] = Field(
        "127.0.0.1:9108",
        description="Where the program says how it is, for those who run it: /healthz (it lives), /readyz (it can work, or "
        "what is wrong), /metrics (Prometheus). Each process needs a port of its own.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info",
        description="How much is logged: debug, info, warning or error. No level logs answers, tokens or chat ids.",
    )
    alert_escalation_minutes: int = Field(
        10,
        ge=1,
        le=1440,
        description="Minutes after which an urgent alert that nobody took goes to the next officer on duty.",
    )

    stranger_answers: int = Field(
        3,
        ge=0,
        le=100,
        description="How often a day somebody on no list is answered; at most once where messages are counted by the month.",
    )
    sender_messages: int = Field(
        100,
        ge=20,
        le=10_000,
        description="How many messages and presses of one member are taken in within a minute; beyond, they are told once.",
    )
    stranger_messages: int = Field(
        10,
        ge=1,
        le=1_000,
        description="The same for somebody on no list; beyond, nothing is read and nothing answered.",
    )
    open_data_url: Annotated[str, where(is_open_data_url, "open-data")] = Field(
        "",
        description="A server of ODK Central (https://…/v1/projects/7) or KoboToolbox (https://kc…/ACCOUNT) to which coded "
        "answers of reports go, once two officers have agreed in their chats (/dulieumo); empty: none.",
    )
    open_data_user: str = Field("", repr=False, description="By whom we send there, where it asks for a password.")
    open_data_password: SecretStr = Field(SecretStr(""), description="Their password.")
    open_data_token: SecretStr = Field(
        SecretStr(""), description="Instead of both, the token of a KoboToolbox account."
    )

    keep_reporter_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days for which it is known who sent a report, after its matter closes (after the report if in none).",
    )
    keep_media_days: int = Field(
        90, ge=1, le=3650, description="Days: how long pictures, sounds and files of reports are kept."
    )
    keep_parked_days: int = Field(
        90, ge=1, le=3650, description="Days: how long messages are kept that could not be handled."
    )
    keep_deliveries_days: int = Field(
        365, ge=1, le=3650, description="Days: how long it is kept what was sent to whom and when."
    )
    keep_tasks_days: int = Field(30, ge=1, le=3650, description="Days: how long finished work of the program is kept.")
    keep_drafts_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days: how long drafts are kept after the day by which their prompt was to be answered.",
    )
    keep_texts_days: int = Field(
        365,
        ge=1,
        le=3650,
        description="Days: how long it is kept what reports said in words; their coded answers stay.",
    )
    keep_decisions_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days: how long requests for help, notes and words sent outside a form are kept.",
    )
    keep_broadcasts_days: int = Field(
        365,
        ge=1,
        le=3650,
        description="Days: how long it is kept when a prompt or reminder went out and who stopped it.",
    )
    keep_alerts_days: int = Field(
        365, ge=1, le=3650, description="Days: how long urgent matters and the notes on them are kept after their end."
    )
    keep_digested_days: int = Field(
        800,
        ge=800,
        le=3650,
        description="Days: how long it is kept which reports a digest used; figures of 400 days, and of the 400 before, need it.",
    )
    keep_board_drafts_days: int = Field(
        60, ge=7, le=3650, description="Days: how long drafts of board digests stay that nobody changes."
    )
    keep_charts_days: int = Field(
        62,
        ge=1,
        le=3650,
        description="Days: how long charts and documents of digests are kept; they are made again when asked for.",
    )
    keep_rosters_days: int = Field(
        1,
        ge=1,
        le=30,
        description="Days: how long rosters and sheets of invitations stay as files, sent in or written out.",
    )
    keep_mutes_days: int = Field(
        400,
        ge=366,
        le=3650,
        description="Days: how long it is kept when and why somebody was not reminded, after the last of those days; evaluations "
        "look at the year before.",
    )
    keep_respondents_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days: how long it is kept after a survey's end who has answered it; the answers stay, and name nobody.",
    )

    @property
    def recipients(self) -> tuple[str, ...]:
        """DOCUMENT_RECIPIENTS one by one."""
        return tuple(recipient.strip() for recipient in self.document_recipients.split(";") if recipient.strip())

    @property
    def listen_address(self) -> tuple[str, int]:
        """LISTEN as (host, port)."""
        return address(self.listen)

    @property
    def status_address(self) -> tuple[str, int]:
        """STATUS_LISTEN as (host, port)."""
        return address(self.status_listen)

    @property
    def zone(self) -> ZoneInfo:
        """TIMEZONE itself."""
        return ZoneInfo(self.timezone)


class _Given(Settings):
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def variable(field: str) -> str:
    """The name by which administrators set a field."""
    return PREFIX + field.upper()


def load_settings(*, network: bool = False) -> Settings:
    """The settings of this process. `network`: something will be sent, so a token is needed too.

    Raises `SettingsTrouble`, with all that is wrong at once.
    """
    trouble = _unknown_variables()
    settings = _checked(lambda: Settings(), trouble)  # type: ignore[call-arg]
    if network and not any(known.is_wanted(settings) for known in NETWORKS):
        raise SettingsTrouble([Fault("missing", variable("telegram_token"))])
    return settings


def given(**values: Any) -> Settings:
    """Settings from `values` (by field) and the defaults alone, whatever the environment and `.env` say."""
    return _checked(lambda: _Given(**values), [])


def _checked(make: Callable[[], Settings], trouble: list[Fault]) -> Settings:
    try:
        settings = make()
    except ValidationError as error:
        raise SettingsTrouble(trouble + [_fault(line) for line in error.errors(include_input=False)]) from None
    except UnicodeDecodeError:
        raise SettingsTrouble([Fault("no-text", str(ENV_FILE))]) from None
    trouble += _missing_for_networks(settings)
    if settings.public_url and not settings.webhook_secret.get_secret_value():
        trouble.append(Fault("needed", variable("webhook_secret"), {"by": variable("public_url")}))
    if trouble:
        raise SettingsTrouble(trouble)
    return settings


def _missing_for_networks(settings: Settings) -> list[Fault]:
    """A fault for each setting without which a network that is wanted cannot work."""
    return [
        Fault("needed", variable(name), {"by": variable(network.key)})
        for network in NETWORKS
        if network.is_wanted(settings)
        for name in network.needs
        if not _text(getattr(settings, name))
    ]


def _text(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


_BUILT_IN = {"int_parsing": "number", "int_from_float": "number", "bool_parsing": "yes-or-no", "bool_type": "yes-or-no"}


def _fault(error: Any) -> Fault:
    name, kind, context = variable(str(error["loc"][0])), str(error["type"]), error.get("ctx", {})
    match kind:
        case "missing":
            return Fault("missing", name)
        case "value_error":
            return Fault(str(error["msg"]).removeprefix("Value error, "), name)
        case "greater_than_equal":
            return Fault("least", name, {"bound": str(context["ge"])})
        case "less_than_equal":
            return Fault("most", name, {"bound": str(context["le"])})
        case "literal_error":
            choices = str(context["expected"]).replace(" or ", ", ").replace("'", "")
            return Fault("one-of", name, {"choices": choices.replace(", ", " / ")})
        case _:
            return Fault(_BUILT_IN.get(kind, "wrong"), name)


def _unknown_variables() -> list[Fault]:
    """A fault for each variable that carries our prefix and means nothing: most often a slip of the keyboard."""
    try:
        names = {*os.environ, *dotenv_values(ENV_FILE, encoding="utf-8")}
    except (OSError, UnicodeDecodeError):
        names = {*os.environ}
    known = [variable(field) for field in Settings.model_fields]
    faults = []
    for name in sorted(name for name in names if name.upper().startswith(PREFIX) and name.upper() not in known):
        close = difflib.get_close_matches(name.upper(), known, n=1)
        faults.append(Fault("unknown-close", name, {"close": close[0]}) if close else Fault("unknown", name))
    return faults


def example() -> str:
    """The text of `.env.example`: each variable with its description and default; a comment where it is optional."""
    lines = ["# Settings of Lắng Nghe. `langnghe setup` writes .env; this file is made from bot/settings.py.", ""]
    for field, info in Settings.model_fields.items():
        default = "" if info.is_required() or not isinstance(info.default, (str, int)) else str(info.default)
        lines += _wrapped(f"{info.description}{' Required.' if info.is_required() else ''}")
        quoted = f'"{default}"' if " " in default else default
        lines += [f"{'' if info.is_required() else '# '}{variable(field)}={quoted}", ""]
    return "\n".join(lines[:-1]) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


if __name__ == "__main__":
    sys.stdout.write(example())
