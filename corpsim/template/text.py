"""Texts with placeholders: `{customer.first}`, `{fact.quantity}`; `{{` and `}}` are braces.

A text is cut into pieces once, when its world is loaded. Filling it in is one pass over the pieces: there are no
attributes, indices, formats or conversions, and what was filled in is never looked at again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(r"\{\{|\}\}|\{([A-Za-z][\w-]*)\.([\w-]+)\}|\{([a-z_]+)\}|[{}]", re.ASCII)
_MEANT = re.compile(r"\{[^{}\n]{0,40}\}")
PHRASE = "phrase."


class Mention(NamedTuple):
    """A placeholder: `space` says what kind of thing is meant, `name` which, `offset` the line of the text, from 0."""

    space: str
    name: str
    offset: int

    @property
    def key(self) -> str:
        """The placeholder without its braces."""
        return f"{self.space}.{self.name}"


def _no_phrase(name: str, number: int) -> str:
    raise AssertionError(f"no phrase can stand here, but {name!r} does")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, cut into what stays (`literals`) and what is filled in between (`keys`, as `space.name`).

    `phrased` says whether phrases are among the keys.
    """

    source: str
    literals: tuple[str, ...]
    keys: tuple[str, ...] = ()
    phrased: bool = False

    def fill(self, values: Mapping[str, str], phrase: Callable[[str, int], str] = _no_phrase) -> str:
        """The text with `values` by key; `phrase(name, n)` words a phrase that is the n-th thing mentioned."""
        if not self.keys:
            return self.literals[0]
        parts = [""] * (len(self.literals) + len(self.keys))
        parts[::2] = self.literals
        if not self.phrased:
            parts[1::2] = map(values.__getitem__, self.keys)
        else:
            parts[1::2] = [
                phrase(key[len(PHRASE) :], number) if key.startswith(PHRASE) else values[key]
                for number, key in enumerate(self.keys)
            ]
        return "".join(parts)


class Cut(NamedTuple):
    """A text with all its placeholders, and what is wrong with its braces as (line of the text, message)."""

    text: Text
    mentions: tuple[Mention, ...]
    faults: list[tuple[int, str]]


def parse_text(source: str, own: tuple[str, ...] = ()) -> Cut:
    """Cut a text into pieces. Words in `own`, as in `{sender}`, stay as they are for whoever fills them in later."""
    literals = [""]
    mentions: list[Mention] = []
    faults: list[tuple[int, str]] = []
    end = 0
    for match in _TOKEN.finditer(source):
        literals[-1] += source[end : match.start()]
        end = match.end()
        token, (space, name, word) = match[0], match.groups()
        offset = source.count("\n", 0, match.start())
        if space:
            mentions.append(Mention(space, name, offset))
            literals.append("")
        elif token in ("{{", "}}"):
            literals[-1] += token[0]
        elif word in own:
            literals[-1] += token
        else:
            faults.append((offset, _complain(source, match)))
    literals[-1] += source[end:]
    keys = tuple(mention.key for mention in mentions)
    text = Text(source, tuple(literals), keys, any(key.startswith(PHRASE) for key in keys))
    return Cut(text, tuple(mentions), faults)


def _complain(source: str, match: re.Match[str]) -> str:
    if match[0] == "}":
        return "a lone '}'; write '}}' for a brace"
    meant = _MEANT.match(source, match.start())
    if meant:
        return f"{meant[0]} is no placeholder; write {{a.b}}, or '{{{{' for a brace"
    return "a lone '{'; write '{{' for a brace, or a placeholder as {a.b}"
