"""A plain text and where it goes, as the call that takes it there."""

from collections.abc import Callable, Iterator
from typing import Any

from corpsim.errors import nearest, quoted
from corpsim.evaluation.form import Words
from corpsim.template import Template

CONFIDENCE = 0.5
"""That of a report which says nothing about it; no label reads it so far."""

_NEEDED = {"mail": ("to",), "reply": ("mail",), "post": ("channel",), "file": ("path",), "think": (), "report": ()}
_ALLOWED = {**_NEEDED, "mail": ("to", "cc", "subject")}
PLACES = ("to", "cc", "subject", "mail", "channel", "path")


def faults(words: Words) -> Iterator[tuple[str, str]]:
    """What is missing or too much for the kind of a text, as (field, message)."""
    given = {name for name in PLACES if getattr(words, name) is not None}
    for name in _NEEDED[words.kind]:
        if name not in given:
            yield name, f"a text of kind {words.kind!r} needs the field {name!r}"
    for name in sorted(given.difference(_ALLOWED[words.kind])):
        yield name, f"a text of kind {words.kind!r} has no field {name!r}"


def strangers(words: Words, template: Template) -> Iterator[tuple[str, str]]:
    """Addressees that nobody is: no role, no list, no address and no placeholder, as (field, message)."""
    known = {*template.people.roles, *template.people.lists}
    for field in ("to", "cc"):
        for name in getattr(words, field) or ():
            if name not in known and "@" not in name and "{" not in name:
                yield field, f"there is no role or list {quoted(name)}.{nearest(name, known)}"


def as_call(words: Words, template: Template) -> tuple[str, dict[str, Any]]:
    """The call as (tool, arguments)."""
    return _CALLS[words.kind](words, template)


def _mail(words: Words, template: Template) -> tuple[str, dict[str, Any]]:
    args: dict[str, Any] = {"to": _addresses(words.to or [], template), "subject": words.subject or ""}
    if words.cc:
        args["cc"] = _addresses(words.cc, template)
    return "send_email", {**args, "body": words.text}


def _addresses(names: list[str], template: Template) -> list[str]:
    """Roles as the addresses of those who play them; everything else as it stands."""
    return [f"{{{name}.email}}" if name in template.people.roles else name for name in names]


def _reply(words: Words, template: Template) -> tuple[str, dict[str, Any]]:
    mail = f"{{mail.{words.mail}}}" if words.mail in template.mails else words.mail
    return "reply_email", {"email_id": mail, "body": words.text}


def _post(words: Words, _: Template) -> tuple[str, dict[str, Any]]:
    return "post_message", {"channel": words.channel, "text": words.text}


def _think(words: Words, _: Template) -> tuple[str, dict[str, Any]]:
    return "think", {"text": words.text}


def _file(words: Words, _: Template) -> tuple[str, dict[str, Any]]:
    return "write_file", {"path": words.path, "content": words.text}


def _report(words: Words, _: Template) -> tuple[str, dict[str, Any]]:
    return "finish", {"report": words.text, "confidence": CONFIDENCE}


_CALLS: dict[str, Callable[[Words, Template], tuple[str, dict[str, Any]]]] = {
    "mail": _mail,
    "reply": _reply,
    "post": _post,
    "think": _think,
    "file": _file,
    "report": _report,
}
