"""A bot written with the one Python library there is for Zalo's Bot Platform, unchanged, lives in the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from zalo_bot import Bot, Update
from zalo_bot.ext import ApplicationBuilder, MessageHandler, filters

from sandbox.run import serving
from sandbox.world import World
from tests.sandbox.pictures import PNG

TOKEN = "200001:SANDBOX-zalo-token"


@pytest.fixture
def world() -> World:
    world = World.empty()
    world.add_bot("bot.thu", "Bot Thử", TOKEN, network="zalo")
    world.add_person("dung", "Phạm Văn Dũng")
    return world


@pytest.fixture
async def base(world: World) -> AsyncIterator[str]:
    async with serving(world) as address:
        yield f"{address}/zalo"


async def test_python_zalo_bot_polls_and_answers(world: World, base: str) -> None:
    application = ApplicationBuilder().token(TOKEN).base_url(base).build()

    async def echo(update: Update, _context: object) -> None:
        assert update.message is not None
        await update.message.reply_text(f"bạn nói: {update.message.text}")

    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    polling = asyncio.ensure_future(application._polling_loop())  # run_polling wants an event loop of its own
    try:
        world.say("dung", None, "bà con lo giá điện")
        await world.until(lambda: world.last("dung").text == "bạn nói: bà con lo giá điện")
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def test_python_zalo_bots_calls(world: World, base: str) -> None:
    async with Bot(TOKEN, base) as bot:
        me = await bot.get_me()
        assert (me.account_name, me.display_name, me.can_join_groups) == ("bot.thu", "Bot Thử", True)
        assert not await bot.get_update(timeout=0), "nothing new is no error"
        world.send_photo("dung", None, PNG, "ảnh này")
        update = await bot.get_update(timeout=5)
        assert update.message.message_type == "CHAT_PHOTO"
        sent = await bot.send_photo(update.message.chat.id, "trả ảnh", update.message.photo_url)
        assert len(sent.message_id) == 20
        shown = world.last("dung")
        assert shown.photo is not None
        assert (shown.photo.content, shown.text) == (PNG, "trả ảnh")
        await bot.send_chat_action(update.message.chat.id, "typing")
        await bot.send_sticker(update.message.chat.id, "bfe458bf64fa8da4d4eb")
        await bot._set_webhook_async(f"{base}/nowhere", "bi-mat-dai")
        assert (await bot._get_webhook_info_async()).url == f"{base}/nowhere"
        await bot._delete_webhook_async()
