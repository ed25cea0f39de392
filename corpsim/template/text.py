"""Texts with placeholders: `{customer.first}`, `{fact.quantity}`; `{{` and `}}` are braces.

A text is cut into pieces once, when its world is loaded. Filling it in is one pass over the pieces: there are no
attributes, indices, formats or conversions, and what was filled in is never looked at again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(r"\{\{|\}\}|\{([A-Za-z][\w-]*)\.([\w-]+)\}|\{([a-z_]+)\}|[{}]", re.ASCII)
MOST_SHOWN = 40


class Mention(NamedTuple):
    """A placeholder: `space` says what kind of thing is meant, `name` which, `offset` the line of the text, from 0."""

    space: str
    name: str
    offset: int

    @property
    def key(self) -> str:
        """The placeholder without its braces."""
        return f"{self.space}.{self.name}"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, cut into what stays and what is filled in (`space.name`, marked by True)."""

    source: str
    pieces: tuple[tuple[str, bool], ...]

    @property
    def constant(self) -> bool:
        """Whether nothing is filled in."""
        return not any(filled for _, filled in self.pieces)

    def fill(self, values: Mapping[str, str], phrase: Callable[[str, int], str]) -> str:
        """The text with `values` by `space.name`; `phrase(name, n)` words the n-th mention of a phrase."""
        parts = []
        for number, (piece, filled) in enumerate(self.pieces):
            if not filled:
                parts.append(piece)
            elif piece.startswith("phrase."):
                parts.append(phrase(piece[7:], number))
            else:
                parts.append(values[piece])
        return "".join(parts)


class Cut(NamedTuple):
    """A text with all its placeholders, and what is wrong with its braces as (line of the text, message)."""

    text: Text
    mentions: tuple[Mention, ...]
    faults: list[tuple[int, str]]


def parse_text(source: str, own: tuple[str, ...] = ()) -> Cut:
    """Cut a text into pieces. Words in `own`, as in `{sender}`, stay as they are for whoever fills them in later."""
    pieces: list[tuple[str, bool]] = []
    mentions: list[Mention] = []
    faults: list[tuple[int, str]] = []
    end = 0
    for match in _TOKEN.finditer(source):
        pieces.append((source[end : match.start()], False))
        end = match.end()
        token, (space, name, word) = match[0], match.groups()
        offset = source.count("\n", 0, match.start())
        if space:
            mentions.append(Mention(space, name, offset))
            pieces.append((f"{space}.{name}", True))
        elif token in ("{{", "}}"):
            pieces.append((token[0], False))
        elif word in own:
            pieces.append((token, False))
        else:
            faults.append((offset, _complain(source, match)))
    pieces.append((source[end:], False))
    return Cut(Text(source, _joined(pieces)), tuple(mentions), faults)


def _complain(source: str, match: re.Match[str]) -> str:
    shown = source[match.start() : match.start() + MOST_SHOWN].partition("\n")[0]
    if match[0] == "}":
        return "a lone '}'; write '}}' for a brace"
    if "}" in shown:
        return f"{shown.partition('}')[0]}}} is no placeholder; write {{a.b}}, or '{{{{' for a brace"
    return "a lone '{'; write '{{' for a brace, or a placeholder as {a.b}"


def _joined(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """The pieces with neighbouring constant ones put together and empty ones left out."""
    joined: list[tuple[str, bool]] = []
    for piece, filled in pieces:
        if not filled and joined and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + piece, False)
        elif piece:
            joined.append((piece, filled))
    return tuple(joined)
