"""How a bot gets its updates: getUpdates (long polling with offsets), and the webhook's settings."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

from sandbox.api_args import Args
from sandbox.errors import ApiError
from sandbox.people import Bot
from sandbox.state import WorldState
from sandbox.updates import NOT_BY_DEFAULT, TYPES, Update, Webhook

MAX_TIMEOUT = 50
SECRET = re.compile(r"[A-Za-z0-9_-]*")


def _allowed(args: Args) -> object:
    try:
        return args.json("allowed_updates")
    except ValueError:
        return None


async def get_updates(world: WorldState, bot: Bot, args: Args) -> list[Update]:
    """Updates that wait for the bot from `offset` on; waits for the first up to `timeout` real seconds. Raises `ApiError`."""
    queue = bot.queue
    if queue.webhook is not None:
        raise ApiError("webhook_active")
    queue.allow(_allowed(args))
    mine = queue.take_over()
    offset = args.number("offset")
    queue.confirm(offset, world.clock.timestamp())
    limit = min(100, args.number("limit", 100)) if args.number("limit", 100) > 0 else 100
    end = time.monotonic() + min(MAX_TIMEOUT, max(0, args.number("timeout")))
    while not (batch := queue.batch(limit)):
        left = end - time.monotonic()
        if left <= 0 or world.closing:
            break
        await queue.arrived.wait(left)
        if queue.poll != mine:
            raise ApiError("set_webhook_conflict" if queue.webhook else "other_poller")
    return batch


def set_webhook(world: WorldState, bot: Bot, args: Args) -> bool:
    url, secret = args.text("url").strip(), args.text("secret_token")
    if not url:
        return delete_webhook(world, bot, args)
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ApiError("bad_webhook")
    if len(secret) > 256:
        raise ApiError("secret_too_long")
    if not SECRET.fullmatch(secret):
        raise ApiError("secret_characters")
    queue = bot.queue
    queue.allow(_allowed(args))
    if args.flag("drop_pending_updates"):
        queue.clear()
    queue.webhook = Webhook(parts.geturl(), secret, min(100, max(1, args.number("max_connections", 40))))
    queue.take_over()
    return True


def delete_webhook(_world: WorldState, bot: Bot, args: Args) -> bool:
    bot.queue.webhook = None
    if args.flag("drop_pending_updates"):
        bot.queue.clear()
    return True


def get_webhook_info(_world: WorldState, bot: Bot, _args: Args) -> dict[str, Any]:
    queue = bot.queue
    found: dict[str, Any] = {
        "url": queue.webhook.url if queue.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": queue.unconfirmed,
    }
    if queue.webhook is not None:
        found["max_connections"] = queue.webhook.max_connections
        if queue.webhook.last_error:
            found["last_error_date"] = queue.webhook.last_error_at
            found["last_error_message"] = queue.webhook.last_error
    if queue.allowed != TYPES - NOT_BY_DEFAULT:
        found["allowed_updates"] = sorted(queue.allowed)
    return found
