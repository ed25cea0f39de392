"""What a person types at the desk becomes a call: words for the usual things, every tool by its own name.

read m3 · reply m3 · send · files operations · find report · who lara · wait 30 · finish
"""

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

LONG = ("body", "content", "report", "text", "answer")
"""Arguments that are texts of several lines."""


class Verb(NamedTuple):
    """A word at the desk: the tool it stands for, and the arguments that may follow it, the last taking the rest."""

    words: tuple[str, ...]
    tool: str
    takes: tuple[str, ...]
    about: str


VERBS = (
    Verb(("inbox", "i"), "list_inbox", (), "your mails, newest first"),
    Verb(("read", "r"), "read_email", ("email_id",), "a mail (m3), a document (share/name), a channel (#general)"),
    Verb(("reply",), "reply_email", ("email_id", "body"), "answer a mail"),
    Verb(("send", "mail"), "send_email", ("to",), "write a mail"),
    Verb(("forward", "fwd"), "forward_email", ("email_id", "to", "body"), "pass a mail on"),
    Verb(("search",), "search_email", ("query",), "find mails by words"),
    Verb(("files", "ls"), "list_files", ("folder",), "shares, or the documents in one"),
    Verb(("open", "cat"), "read_file", ("path",), "a document, or an attachment (m3/name)"),
    Verb(("find",), "search_files", ("query",), "find documents by words"),
    Verb(("write", "edit"), "write_file", ("path", "content"), "create or replace a document"),
    Verb(
        ("share",), "share_file", ("path", "level", "with_"), "give somebody access, for instance: share PATH read WHO"
    ),
    Verb(("delete", "rm"), "delete_file", ("path",), "delete a document"),
    Verb(("who",), "look_up_person", ("name",), "the directory"),
    Verb(("chart",), "org_chart", ("person",), "who reports to whom"),
    Verb(("channels",), "list_channels", (), "the chat channels you are in"),
    Verb(("channel",), "read_channel", ("channel",), "read a channel"),
    Verb(("post", "say"), "post_message", ("channel", "text"), "say something in a channel"),
    Verb(("calendar", "cal"), "read_calendar", ("person",), "coming entries, yours or a colleague's"),
    Verb(("meet",), "schedule_meeting", ("at", "with_"), "put a meeting into calendars, for instance: meet 14:00 WHO"),
    Verb(("cancel",), "cancel_meeting", ("meeting_id", "reason"), "call off a meeting"),
    Verb(("request",), "request_approval", ("action",), "ask for a signature"),
    Verb(("decide",), "decide_approval", ("approval_id", "decision", "note"), "grant or decline a request"),
    Verb(("think",), "think", ("text",), "write down private reasoning; takes no time"),
    Verb(("wait", "w"), "wait", ("minutes",), "let minutes pass"),
    Verb(("answer",), "answer_question", ("question_id", "answer"), "answer the researcher"),
    Verb(("finish", "done"), "finish", ("report", "confidence"), "hand over and end the day"),
)

_PLACES = {
    "email_id": "MAIL",
    "meeting_id": "MEETING",
    "approval_id": "REQUEST",
    "question_id": "QUESTION",
    "with_": "WHO",
    "to": "WHO",
    "person": "WHO",
    "name": "WHO",
    "query": "WORDS",
    "at": "TIME",
}
"""How an argument is written in help."""

ALONE = {
    "help": "these words; `help send` for one of them",
    "briefing": "what you were told at the start",
    "look": "the last thing you saw",
    "again": "the last form once more, filled in as you left it",
    "quit": "leave the desk (or Ctrl-D)",
}
"""Words that are no call and cost nothing."""


class Field(NamedTuple):
    """One argument of a tool as a form shows it. `kind` is text, list, integer, number or choice."""

    name: str
    about: str
    required: bool
    kind: str
    choices: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        """Whether it takes several lines."""
        return self.name in LONG and self.kind == "text"

    def value(self, text: str) -> Any:
        """The argument that was typed. Raises ValueError with what would be right."""
        if self.kind == "list":
            return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        if self.kind in ("integer", "number"):
            try:
                return int(text) if self.kind == "integer" else float(text.replace(",", "."))
            except ValueError:
                raise ValueError(f"{text!r} is no {'whole ' if self.kind == 'integer' else ''}number.") from None
        if self.choices and text not in self.choices:
            raise ValueError(f"{self.name}: one of {', '.join(self.choices)}.")
        return text


class Wanted(NamedTuple):
    """A call with the arguments that were typed so far; a form asks for the others."""

    tool: str
    args: Mapping[str, Any]


class Unclear(NamedTuple):
    """Why a line is no call, and what may have been meant."""

    reason: str


class Vocabulary:
    """The words for a set of tools, given as OpenAI function schemas."""

    def __init__(self, schemas: Iterable[Mapping[str, Any]]) -> None:
        self._tools = {schema["function"]["name"]: schema["function"] for schema in schemas}
        self._verbs = {word: verb for verb in VERBS if verb.tool in self._tools for word in verb.words}

    @property
    def words(self) -> list[str]:
        """Every word a line can begin with."""
        return sorted({*self._verbs, *self._tools, *ALONE})

    @property
    def suggestions(self) -> list[str]:
        """What a line can begin with, each thing once: no short forms, and no tools that a verb stands for."""
        verbs = [verb for verb in VERBS if verb.tool in self._tools]
        others = set(self._tools) - {verb.tool for verb in verbs}
        return sorted({*(verb.words[0] for verb in verbs), *others, *ALONE})

    def understand(self, line: str) -> Wanted | Unclear:
        """The call behind a line: JSON as agents write it, a verb, or a tool's name with its arguments."""
        if line.lstrip().startswith("{"):
            return self._raw(line)
        word, _, rest = line.strip().partition(" ")
        verb = self._verbs.get(word.lower()) or self._by_name(word)
        if verb is None:
            return Unclear(f"I do not know {word[:60]!r}.{self._near(word)} Type help for the words there are.")
        try:
            return Wanted(*self._arguments(verb, rest.strip()))
        except ValueError as error:
            return Unclear(str(error))

    def _near(self, word: str) -> str:
        close = difflib.get_close_matches(word.lower(), self.words, n=1)
        return f" Did you mean {close[0]!r}?" if close else ""

    def _raw(self, line: str) -> Wanted | Unclear:
        try:
            call = json.loads(line)
        except ValueError as error:
            return Unclear(f"That looks like JSON but is none: {error}.")
        args = call.get("args", {})
        if not isinstance(call.get("tool"), str) or not isinstance(args, dict):
            return Unclear('A call looks like {"tool": "read_email", "args": {"email_id": "m3"}}.')
        return Wanted(call["tool"], args)

    def _by_name(self, word: str) -> Verb | None:
        if word not in self._tools:
            return None
        takes = tuple(field.name for field in self.fields(word) if field.required)
        return Verb((word,), word, takes, self._tools[word]["description"])

    def _arguments(self, verb: Verb, rest: str) -> tuple[str, dict[str, Any]]:
        tool, takes = verb.tool, verb.takes
        if tool == "read_email" and (other := _not_a_mail(rest)):
            tool, takes = other
            rest = rest.lstrip("#")
        fields = {field.name: field for field in self.fields(tool)}
        args: dict[str, Any] = {}
        for name in takes:
            last = name == takes[-1]
            word, _, left = (rest, "", "") if last else rest.partition(" ")
            if word and name in fields:
                args[name] = fields[name].value(word.strip())
            rest = left.strip()
        return tool, args

    def fields(self, tool: str) -> tuple[Field, ...]:
        """The arguments of a tool, in the order in which a form asks for them: texts of several lines last."""
        if tool not in self._tools:
            return ()
        parameters = self._tools[tool].get("parameters", {})
        required = parameters.get("required", ())
        found = [_field(name, shape, name in required) for name, shape in parameters.get("properties", {}).items()]
        return tuple(sorted(found, key=lambda field: (field.name == "confidence", field.long)))

    def help(self, word: str = "") -> Iterator[tuple[str, str]]:
        """Words and what they do; for one word, its arguments."""
        verb = self._verbs.get(word) or self._by_name(word)
        if not word:
            yield from self._overview()
        elif verb is not None:
            yield f"{verb.words[0]} {' '.join(_place(name) for name in verb.takes)}".strip(), verb.about
            yield verb.tool, self._tools[verb.tool]["description"]
            for field in self.fields(verb.tool):
                yield f"  {field.name}", field.about + ("" if field.required else " (may be left empty)")
        elif word in ALONE:
            yield word, ALONE[word]
        else:
            yield word, f"is no word here.{self._near(word)}"

    def _overview(self) -> Iterator[tuple[str, str]]:
        told: set[str] = set()
        for verb in VERBS:
            if verb.tool in self._tools:
                told.add(verb.tool)
                takes = "".join(f" {_place(name)}" for name in verb.takes[:1])
                yield f"{', '.join(verb.words)}{takes}", verb.about
        for tool in sorted(set(self._tools) - told):
            yield tool, self._tools[tool]["description"].partition("\n")[0]
        yield from ALONE.items()


def _place(name: str) -> str:
    return _PLACES.get(name, name.upper())


def _not_a_mail(rest: str) -> tuple[str, tuple[str, ...]] | None:
    """What `read X` means when X is no mail."""
    if rest.startswith("#"):
        return "read_channel", ("channel",)
    return ("read_file", ("path",)) if "/" in rest else None


def _field(name: str, shape: Mapping[str, Any], required: bool) -> Field:
    choices = tuple(str(choice) for choice in shape.get("enum", ()))
    kinds: Sequence[Any] = [shape, *shape.get("anyOf", ())]
    kind = next((str(k["type"]) for k in kinds if k.get("type") not in (None, "null")), "string")
    known = {"array": "list", "integer": "integer", "number": "number"}
    kind = "choice" if choices else known.get(kind, "text")
    return Field(name, str(shape.get("description", "")), required, kind, choices)
