"""Shares with their documents, channels with what was said in them, and calendars."""

from corpsim.records import Channel, File, Level, Meeting, Post, Share
from corpsim.template.drawing.letters import past_minute
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.mail import DocumentFile
from corpsim.template.format.places import ChannelEntry
from corpsim.template.template import Template


def draw_shares(template: Template, scribe: Scribe) -> dict[str, Share]:
    """The shares by name."""
    return {
        name: Share(
            name,
            scribe.who(entry.owner),
            _grants(entry.grants, scribe),
            scribe.fill(entry.about, "about", name) if entry.about else "",
        )
        for name, entry in template.shares.items()
    }


def _grants(grants: dict[str, Level], scribe: Scribe) -> dict[str, Level]:
    return {scribe.group(name): level for name, level in grants.items()}


def draw_files(template: Template, scribe: Scribe) -> dict[str, File]:
    """The documents that are there under the condition, by path."""
    return {
        path: _file(path, file, template, scribe)
        for path, file in template.documents.items()
        if holds(file.when, scribe.condition)
    }


def _file(path: str, file: DocumentFile, template: Template, scribe: Scribe) -> File:
    owner = scribe.who(file.owner or template.shares[path.partition("/")[0]].owner)
    changed_at = file.at.after(scribe.opens) if file.at is not None else past_minute(scribe, "file", path)
    content = scribe.write(file.body, "file", path) + "\n"
    changed_by = scribe.maybe(file.changed_by) or owner
    return File(path, content, owner, changed_by, changed_at, _grants(file.grants, scribe))


def draw_channels(template: Template, scribe: Scribe) -> dict[str, Channel]:
    """The channels that are there under the condition, by name."""
    return {
        name: Channel(
            name,
            tuple(dict.fromkeys(map(scribe.group, entry.members))),
            _posts(name, entry, scribe),
            scribe.fill(entry.about, "about", name) if entry.about else "",
        )
        for name, entry in template.channels.items()
        if holds(entry.when, scribe.condition)
    }


def _posts(channel: str, entry: ChannelEntry, scribe: Scribe) -> tuple[Post, ...]:
    posts = [
        Post(scribe.who(post.by), scribe.write(post.text, "post", channel, post.by, str(minute)), minute)
        for post in entry.posts
        if holds(post.when, scribe.condition)
        for minute in [post.at.after(scribe.opens)]
    ]
    return tuple(sorted(posts, key=lambda post: post.at))


def draw_meetings(template: Template, scribe: Scribe) -> dict[str, Meeting]:
    """The calendar entries that are there under the condition, by id, in the order of time."""
    here = ((key, entry) for key, entry in template.meetings.items() if holds(entry.when, scribe.condition))
    present = sorted((entry.at.after(scribe.opens), key) for key, entry in here)
    scribe.learn_meetings({key: f"e{number}" for number, (_, key) in enumerate(present, 1)})
    return {scribe.meetings[key]: _meeting(key, at, template, scribe) for at, key in present}


def _meeting(key: str, at: int, template: Template, scribe: Scribe) -> Meeting:
    entry = template.meetings[key]
    return Meeting(
        scribe.meetings[key],
        scribe.who(entry.organiser),
        tuple(map(scribe.who, entry.attendees)),
        at,
        scribe.write(entry.subject, "meeting", key),
        entry.minutes,
    )
