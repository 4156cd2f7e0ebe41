"""The settings: what is wrong is said by variable and never by value, all at once, before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, SettingsTrouble, example, given, load_settings
from services.board.period_figures import LONGEST
from services.retention import Periods
from storage.keyring import new_key

TOKEN = "1234567:ABCdefGHIjklMNOpqrST"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def empty_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)


def trouble(**variables: str) -> list[str]:
    """The sentences that these variables earn, in `.env`, beside a good key."""
    variables = {"SECRET_KEYS": new_key(), **variables}
    Path(".env").write_text("".join(f'{PREFIX}{name}="{value}"\n' for name, value in variables.items()), "utf-8")
    try:
        load_settings()
    except SettingsTrouble as error:
        return error.sentences
    return []


def test_the_example_file_is_what_the_class_says() -> None:
    assert (ROOT / ".env.example").read_text("utf-8") == example(), "run `make env-example`"


def test_every_setting_is_described_in_the_example() -> None:
    text = example()
    for field, info in Settings.model_fields.items():
        assert info.description, field
        assert f"{PREFIX}{field.upper()}=" in text


def test_the_example_works_once_a_key_is_in_it() -> None:
    Path(".env").write_text(
        example().replace("SECRET_KEYS=", f"SECRET_KEYS={new_key()}").replace("# LANG", "LANG"), "utf-8"
    )
    settings = load_settings()
    assert settings.database_url == "sqlite:///data/langnghe.db"
    assert settings.board_name == "Ban Tuyên giáo và Dân vận Tỉnh ủy"
    assert settings.listen_address == ("127.0.0.1", 8080)
    assert str(settings.zone) == "Asia/Ho_Chi_Minh"
    assert settings.telegram_token == ()


def test_lists_are_separated_by_commas() -> None:
    keys = [new_key(), new_key()]
    assert trouble(SECRET_KEYS=", ".join(keys), TELEGRAM_TOKEN=f"{TOKEN},7654321:zzzzzzzzzzzzzzzzz,") == []
    settings = load_settings()
    assert [key.get_secret_value() for key in settings.secret_keys] == keys
    assert len(settings.telegram_token) == 2


def test_a_missing_key_and_a_missing_token_are_named() -> None:
    with pytest.raises(SettingsTrouble, match="LANGNGHE_SECRET_KEYS is missing"):
        load_settings()
    assert trouble() == []
    with pytest.raises(SettingsTrouble, match="LANGNGHE_TELEGRAM_TOKEN is missing"):
        load_settings(network=True)
    assert trouble(ZALO_BOT_TOKENS="1459232241454765289:abc-xyz, 12:a.b~c=") == []
    assert [token.get_secret_value() for token in load_settings(network=True).zalo_bot_tokens][1] == "12:a.b~c="


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root:hunter2secret@db/x"),
        ("DATABASE_URL", "hunter2secret"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("SECRET_KEYS", "hunter2secret"),
        ("TIMEZONE", "hunter2secret"),
        ("TIMEZONE", "../../etc/passwd"),
        ("LANGUAGE", "fr"),
        ("BOARD_NAME", "   "),
        ("TELEGRAM_TOKEN", "hunter2secret"),
        ("TELEGRAM_TOKEN", f"{TOKEN},{TOKEN}"),
        ("TELEGRAM_TOKEN", f"{TOKEN},1:hunter2secret"),
        ("TELEGRAM_API_URL", "ftp://hunter2secret"),
        ("TELEGRAM_API_URL", "https://hunter2secret/?a=b"),
        ("ZALO_BOT_TOKENS", "hunter2secret"),
        ("ZALO_BOT_TOKENS", "12:hunter2secret,12:hunter2other"),
        ("ZALO_BOT_API_URL", "hunter2secret"),
        ("PROXY_URL", "socks5://hunter2secret:1"),
        ("PROXY_URL", "http://hunter2secret:99999"),
        ("WEBHOOK_SECRET", "short"),
        ("WEBHOOK_SECRET", "hunter2secret hunter2secret"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("PUBLIC_URL", "http://hunter2secret.vn"),
        ("PUBLIC_URL", "hunter2secret.vn"),
        ("LISTEN", "9090"),
        ("LISTEN", "127.0.0.1:99999"),
        ("LISTEN", "http://127.0.0.1:80"),
        ("LOG_LEVEL", "hunter2secret"),
        ("ALERT_ESCALATION_MINUTES", "0"),
        ("ALERT_ESCALATION_MINUTES", "hunter2secret"),
    ],
)
def test_a_wrong_value_is_a_sentence_without_it(name: str, value: str) -> None:
    extra = {"WEBHOOK_SECRET": "12345678"} if name == "PUBLIC_URL" else {}
    (sentence,) = trouble(**{name: value, **extra})
    assert sentence.startswith(f"{PREFIX}{name} ")
    assert sentence.endswith(".")
    assert value.strip() == "" or value not in sentence
    assert "hunter2" not in sentence


def test_all_that_is_wrong_is_said_at_once() -> None:
    said = trouble(TIMEZONE="x", LISTEN="y", LISTENS="z")
    assert [sentence.split()[0] for sentence in said] == ["LANGNGHE_LISTENS", "LANGNGHE_TIMEZONE", "LANGNGHE_LISTEN"]
    assert "did you mean LANGNGHE_LISTEN?" in said[0]


def test_webhooks_need_a_secret() -> None:
    (sentence,) = trouble(PUBLIC_URL="https://langnghe.example.vn")
    assert sentence == "LANGNGHE_WEBHOOK_SECRET is missing: LANGNGHE_PUBLIC_URL needs it."
    assert trouble(PUBLIC_URL="https://langnghe.example.vn", WEBHOOK_SECRET="abcd-1234_") == []


def test_the_environment_counts_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGNGHE_LANGUAGE", "en")
    assert trouble(LANGUAGE="vi") == []
    assert load_settings().language == "en"


def test_given_settings_take_nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGNGHE_LANGUAGE", "en")
    trouble(BOARD_NAME="Ban khác", LANGUAGE="en")
    settings = given(secret_keys=new_key())
    assert (settings.language, settings.board_name) == ("vi", "Ban Tuyên giáo và Dân vận Tỉnh ủy")
    with pytest.raises(SettingsTrouble, match="LANGNGHE_TIMEZONE"):
        given(secret_keys=new_key(), timezone="nowhere")


def test_no_secret_shows_when_settings_are_printed() -> None:
    key = new_key()
    settings = given(
        secret_keys=key,
        telegram_token=TOKEN,
        webhook_secret="hunter2secret",
        database_url="postgresql://u:hunter2secret@h/n",
        proxy_url="http://u:hunter2secret@h:1",
    )
    shown = repr(settings) + str(settings)
    assert "hunter2" not in shown
    assert key not in shown
    assert TOKEN not in shown


def test_a_file_that_is_not_text_is_a_sentence() -> None:
    Path(".env").write_bytes(b"LANGNGHE_BOARD_NAME=\xff\xfe")
    with pytest.raises(SettingsTrouble, match="UTF-8"):
        load_settings()


def test_an_official_account_says_what_it_lacks() -> None:
    with pytest.raises(SettingsTrouble) as trouble:
        given(secret_keys=new_key(), zalo_oa_id="400001")
    assert trouble.value.sentences == [
        f"LANGNGHE_{name} is missing: LANGNGHE_ZALO_OA_ID needs it."
        for name in ("ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "PUBLIC_URL")
    ]


ANY_WORDS = (
    "superior_name",
    "place_name",
    "document_term",
    "document_recipients",
    "document_signer",
    "open_data_user",
    "open_data_password",
    "open_data_token",
)


def test_every_fault_is_said_in_the_language_that_was_chosen() -> None:
    """Every check of every field has its sentence, in both languages and without a value."""
    from texts.catalogue import LANGUAGES

    wrong = {name: "hunter2 secret?" for name in Settings.model_fields if name not in ("zalo_oa_app_secret",)}
    wrong = {name: value for name, value in wrong.items() if name not in ANY_WORDS}
    wrong |= {"board_name": " ", "document_suffix": " ", "stranger_answers": "-1", "keep_media_days": "99999"}
    with pytest.raises(SettingsTrouble) as found:
        given(**{name: value for name, value in wrong.items() if name != "zalo_oa_webhook_secrets"})
    said = {language: found.value.said(language) for language in LANGUAGES}
    assert len(said["vi"]) == len(wrong) - 1
    assert not any("hunter2" in sentence for sentences in said.values() for sentence in sentences)
    assert all(a != b for a, b in zip(said["vi"], said["en"], strict=True))
    assert "LANGNGHE_LISTEN phải có dạng máy:cổng, ví dụ 127.0.0.1:8080." in said["vi"]
    assert "LANGNGHE_KEEP_MEDIA_DAYS không được quá 3650." in said["vi"]
    with pytest.raises(SettingsTrouble, match=r"(?i)KEEP_DIGESTED_DAYS"):  # figures of 400 days, and of those before
        given(keep_digested_days=2 * LONGEST - 1)
    default = Settings.model_fields["keep_digested_days"].default
    assert default == Periods().digested == 2 * LONGEST
    assert "LANGNGHE_LANGUAGE phải là vi / en." in said["vi"]
