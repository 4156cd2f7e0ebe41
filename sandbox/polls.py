"""Polls in groups: asked by a bot, voted in by people, stopped by the bot (core.telegram.org/bots/api#poll)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.api_args import Args, chat_for
from sandbox.chats import Message, message_json
from sandbox.errors import ApiError
from sandbox.people import Bot
from sandbox.richtext import units
from sandbox.state import Happening, WorldState

MAX_QUESTION, MAX_OPTION, MAX_OPTIONS = 300, 100, 12


@dataclass(slots=True)
class Poll:
    """A poll as the network keeps it. `votes`: the options of each person, by place."""

    id: str
    question: str
    options: list[str]
    anonymous: bool
    several: bool
    closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def counts(self) -> list[int]:
        return [sum(place in chosen for chosen in self.votes.values()) for place in range(len(self.options))]

    def json(self) -> dict[str, Any]:
        options = [
            {"text": text, "voter_count": count} for text, count in zip(self.options, self.counts(), strict=True)
        ]
        return {
            "id": self.id,
            "question": self.question,
            "options": options,
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": "regular",
            "allows_multiple_answers": self.several,
        }

    def text(self) -> str:
        """How the page shows it."""
        lines = [
            f"{'◉' if count else '○'} {option} · {count}"
            for option, count in zip(self.options, self.counts(), strict=True)
        ]
        return "\n".join([f"📊 {self.question}", *lines])


def send_poll(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    """A regular poll; how it is asked is all that a bot of ours says."""
    question, options = args.text("question").strip(), _options(args)
    if not question:
        raise ApiError("poll_question_empty")
    if units(question) > MAX_QUESTION:
        raise ApiError("poll_question_long")
    if not 1 <= len(options) <= MAX_OPTIONS:
        raise ApiError("poll_options_few")
    if any(units(option) > MAX_OPTION for option in options):
        raise ApiError("poll_option_long")
    chat = chat_for(world, bot, args)
    if chat.private:
        raise ApiError("poll_in_private")
    wait = world.limits.hit(world.clock.timestamp(), bot.id, chat.id, group=True)
    if wait:
        raise ApiError.retry_after(wait)
    anonymous = args.flag("is_anonymous") if args.text("is_anonymous") else True
    poll = Poll(world.new_poll(), question, options, anonymous, args.flag("allows_multiple_answers"))
    keyboard = [[{"text": option, "callback_data": f"poll:{place}"}] for place, option in enumerate(options)]
    message = world.write(chat, bot, poll=poll, text=poll.text(), keyboard=keyboard)
    return message_json(message)


def stop_poll(world: WorldState, bot: Bot, args: Args) -> dict[str, Any]:
    """Ends a poll of the bot's own; the bot is told of it as well, as of every change of a poll that it sent."""
    message = chat_for(world, bot, args).find(args.number("message_id"))
    if message is None:
        raise ApiError("poll_not_found")
    if message.sender is not bot or message.poll is None:
        raise ApiError("poll_cannot_stop")
    if message.poll.closed:
        raise ApiError("poll_closed")
    message.poll.closed, message.keyboard = True, []
    changed(world, message)
    stopped: dict[str, Any] = message.poll.json()
    return stopped


def changed(world: WorldState, message: Message) -> None:
    """The bot that asked hears the counts, and the page shows them."""
    assert message.poll is not None
    message.text = message.poll.text()
    assert isinstance(message.sender, Bot)
    message.sender.queue.push("poll", message.chat.id, message.poll.json(), world.clock.timestamp())
    world.happened(Happening("edited", message))


def _options(args: Args) -> list[str]:
    try:
        given = args.json("options")
    except ValueError:
        given = None
    found = (
        [option.get("text", "") if isinstance(option, dict) else option for option in given]
        if isinstance(given, list)
        else []
    )
    return [str(option).strip() for option in found if str(option).strip()]
