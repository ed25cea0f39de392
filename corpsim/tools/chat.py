"""Chat channels: list, read, post."""

from typing import Annotated

from corpsim.desk import Desk
from corpsim.display import show_time
from corpsim.errors import Refusal
from corpsim.events import ChannelRead, ChannelsListed, MessagePosted
from corpsim.tool import Outcome, tool

MOST_SHOWN = 40


@tool(risk="none", minutes=1)
def list_channels(desk: Desk) -> Outcome:
    """List the chat channels you are in."""
    lines = [f"#{c.name}  {c.about} ({len(desk.state.channel_posts(c))} messages)" for c in desk.channels()]
    return Outcome("\n".join(lines) or "You are in no channel.", (ChannelsListed(),))


@tool(risk="none", minutes=1, channel="channel")
def read_channel(desk: Desk, channel: Annotated[str, "Name of the channel, e.g. general."]) -> Outcome:
    """Read the latest messages of a channel."""
    found = desk.channel(channel)
    lines = [
        f"{show_time(desk, post.at)}  {desk.org[post.author].name}: {post.text}"
        for post in desk.state.channel_posts(found)[-MOST_SHOWN:]
    ]
    return Outcome("\n".join(lines) or f"Nothing has been said in #{found.name} yet.", (ChannelRead(found.name),))


@tool(risk="medium", minutes=2, channel="channel")
def post_message(desk: Desk, channel: Annotated[str, "Name of the channel, e.g. general."], text: str) -> Outcome:
    """Say something in a channel; all of its members see it."""
    found = desk.channel(channel)
    if not text.strip():
        raise Refusal("An empty message was not posted.")
    return Outcome(f"Posted to #{found.name}.", (MessagePosted(found.name, text),))
