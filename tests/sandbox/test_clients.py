"""Bots written with the two common Python libraries, unchanged, live in the sandbox."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from sandbox.people import Bot
from sandbox.world import World
from tests.sandbox.conftest import TOKEN
from tests.sandbox.pictures import PNG


def ptb(address: str) -> Application:  # type: ignore[type-arg]
    """A python-telegram-bot application: greets, echoes with a button, answers the tap."""

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("chào " + " ".join(context.args or []))

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Đúng", callback_data="yes")]])
        await update.effective_message.reply_text(f"bạn nói: {update.effective_message.text}", reply_markup=keyboard)

    async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("đã ghi")
        await update.callback_query.edit_message_text(f"chọn {update.callback_query.data}")

    async def picture(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        file = await update.message.photo[-1].get_file()
        content = bytes(await file.download_as_bytearray())
        await update.message.reply_document(content, filename="ảnh.png", caption=f"{len(content)} byte")

    application = (
        ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").base_file_url(f"{address}/file/bot").build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(MessageHandler(filters.PHOTO, picture))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


async def test_python_telegram_bot_polls_echoes_and_takes_taps(world: World, address: str) -> None:
    application = ptb(address)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        await application.start()
        world.open_link("an", "https://t.me/thu_bot?start=MA-123")
        await world.until(lambda: world.last("an").text == "chào MA-123")
        world.say("an", None, "bà con lo giá điện")
        await world.until(lambda: world.last("an").text == "bạn nói: bà con lo giá điện")
        world.press_label("an", None, "Đúng")
        await world.until(lambda: world.last("an").text == "chọn yes")
        assert world.last("an").edited
        assert world.last("an").keyboard == ()
        assert [toast.text for toast in world.toasts] == ["đã ghi"]
        world.send_photo("an", None, PNG, "ảnh này")
        await world.until(lambda: world.last("an").document is not None)
        document = world.last("an").document
        assert document is not None
        assert (document.name, document.content) == ("ảnh.png", PNG)
        assert world.last("an").text == f"{len(PNG)} byte"
        await application.updater.stop()
        await application.stop()
    assert world.unconfirmed("thu_bot") == 0


async def test_python_telegram_bot_takes_updates_by_webhook(world: World, address: str, unused_tcp_port: int) -> None:
    application = ptb(address)
    seen: list[str | None] = []

    async def receive(request: web.Request) -> web.Response:
        seen.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await application.process_update(Update.de_json(await request.json(), application.bot))
        return web.Response()

    site = web.Application()
    site.router.add_post("/hook", receive)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    try:
        async with application:
            await application.bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}/hook", secret_token="bi-mat")
            info = await application.bot.get_webhook_info()
            assert info.url.endswith("/hook")
            world.say("an", None, "một")
            world.say("an", None, "hai")
            await world.until(lambda: world.last("an").text == "bạn nói: hai")
            assert [view.text for view in world.messages(None, "an") if view.bot] == ["bạn nói: một", "bạn nói: hai"]
            await world.until(lambda: not world.unconfirmed("thu_bot"))
            await application.bot.delete_webhook()
    finally:
        await runner.cleanup()
    assert seen == ["bi-mat", "bi-mat"]


async def test_python_telegram_bot_understands_every_refusal(world: World, address: str) -> None:
    application = ptb(address)
    world.start("an")
    async with application:
        send = application.bot.send_message
        await send(5_001_000_001, "một")
        for happens in (world.block, world.deactivate):
            happens("an")
            with pytest.raises(Forbidden):
                await send(5_001_000_001, "hai")
        new = world.upgrade_group("nhom")
        with pytest.raises(ChatMigrated) as migrated:
            await send(-4_200_000_001, "ba")
        assert migrated.value.new_chat_id == new.id
        await send(new.id, "ba")
        world.faults.add("too_many", retry_after=7)
        with pytest.raises(RetryAfter) as flood:
            await send(new.id, "bốn")
        assert flood.value.retry_after == timedelta(seconds=7)
        with pytest.raises(BadRequest, match=r"[Qq]uery is too old"):
            await application.bot.answer_callback_query("1")
    assert [view.text for view in world.messages("nhom") if view.bot] == ["ba"]


async def test_aiogram_polls_echoes_and_takes_taps(world: World, address: str, bot: Bot) -> None:
    # Here: it takes seconds to load, which every process that collects the tests would pay.
    from aiogram import Bot as AiogramBot
    from aiogram import Dispatcher, F
    from aiogram import types as aio
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat
    from aiogram.filters import CommandObject, CommandStart

    server = TelegramAPIServer(base=f"{address}/bot{{token}}/{{method}}", file=f"{address}/file/bot{{token}}/{{path}}")
    client = AiogramBot(TOKEN, session=AiohttpSession(api=server))
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def start(message: aio.Message, command: CommandObject) -> None:
        await message.answer(f"chào {command.args}")

    @dispatcher.message(F.photo)
    async def picture(message: aio.Message) -> None:
        assert message.photo
        await client.get_file(message.photo[-1].file_id)
        content = await client.download(message.photo[-1])
        assert content is not None
        await message.answer_photo(aio.BufferedInputFile(content.read(), "a.png"), caption="trả ảnh")

    @dispatcher.message()
    async def echo(message: aio.Message) -> None:
        button = aio.InlineKeyboardButton(text="Đúng", callback_data="yes")
        await message.answer(
            f"bạn nói: {message.text}", reply_markup=aio.InlineKeyboardMarkup(inline_keyboard=[[button]])
        )

    @dispatcher.callback_query()
    async def tapped(query: aio.CallbackQuery) -> None:
        await query.answer("đã ghi", show_alert=True)
        assert isinstance(query.message, aio.Message)
        await query.message.edit_text(f"chọn {query.data}")

    polling = asyncio.ensure_future(dispatcher.start_polling(client, handle_signals=False, polling_timeout=1))
    try:
        world.open_link("an", "https://t.me/thu_bot?start=MA_9")
        await world.until(lambda: world.last("an").text == "chào MA_9")
        world.say("an", None, "nước sạch")
        await world.until(lambda: world.last("an").text == "bạn nói: nước sạch")
        world.press_label("an", None, "Đúng")
        await world.until(lambda: world.last("an").text == "chọn yes")
        assert [(toast.text, toast.alert) for toast in world.toasts] == [("đã ghi", True)]
        world.send_photo("an", None, PNG)
        await world.until(lambda: world.last("an").text == "trả ảnh")
        photo = world.last("an").photo
        assert photo is not None
        assert photo.content == PNG
    finally:
        await dispatcher.stop_polling()
        await polling
    second = AiogramBot(TOKEN, session=AiohttpSession(api=server))
    async with second.context():
        world.block("an")
        with pytest.raises(TelegramForbiddenError, match="blocked"):
            await second.send_message(5_001_000_001, "một")
        new = world.upgrade_group("nhom")
        with pytest.raises(TelegramMigrateToChat) as migrated:
            await second.send_message(-4_200_000_001, "hai")
        assert migrated.value.migrate_to_chat_id == new.id
        assert (await second.get_chat(new.id)).type == "supergroup"
        assert (await second.get_chat_member(new.id, bot.id)).status == "member"
