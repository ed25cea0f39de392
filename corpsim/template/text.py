"""Texts with placeholders: `{customer.first}`, `{fact.quantity}`, and choices of words: `{each|every}`.

`{{` and `}}` are braces.

A text is cut into pieces once, when its world is loaded. Filling it in is one pass over the pieces: there are no
attributes, indices, formats or conversions, and what was filled in is never looked at again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r"\{\{|\}\}|\{([A-Za-z][\w-]*)\.([\w-]+)\}|\{([a-z_]+)\}|\{([^{}|\n]{0,200}(?:\|[^{}|\n]{0,200}){1,12})\}|[{}]",
    re.ASCII,
)
_MEANT = re.compile(r"\{[^{}\n]{0,40}\}")
PHRASE, CHOICE = "phrase.", "choice."


class Mention(NamedTuple):
    """A placeholder: `space` says what kind of thing is meant, `name` which, `offset` the character where it begins."""

    space: str
    name: str
    offset: int

    @property
    def key(self) -> str:
        """The placeholder without its braces."""
        return f"{self.space}.{self.name}"


def _nothing(values: Mapping[str, str]) -> tuple[()]:
    return ()


def _no_phrase(name: str, number: int) -> str:
    raise AssertionError(f"no phrase can stand here, but {name!r} does")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, cut into what stays (`literals`) and what is filled in between (`keys`, as `space.name`).

    `phrased` says whether phrases or choices are among the keys; the words of the choice `choice.N` are `choices[N]`.
    """

    source: str
    literals: tuple[str, ...]
    keys: tuple[str, ...] = ()
    phrased: bool = False
    choices: tuple[tuple[str, ...], ...] = ()
    _pattern: str = field(init=False, repr=False, compare=False)
    _wanted: Callable[[Mapping[str, str]], Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Interpolation by `%` is the fastest there is, and looks at nothing that is filled in.
        object.__setattr__(self, "_pattern", "%s".join(part.replace("%", "%%") for part in self.literals))
        object.__setattr__(self, "_wanted", itemgetter(*self.keys) if self.keys else _nothing)

    def fill(self, values: Mapping[str, str], phrase: Callable[[str, int], str] = _no_phrase) -> str:
        """The text with `values` by key; `phrase(key, n)` words a phrase or choice that is the n-th thing mentioned."""
        if not self.keys:
            return self.literals[0]
        if not self.phrased:
            filled: str = self._pattern % self._wanted(values)
            return filled
        parts = (
            phrase(key, number) if key.startswith((PHRASE, CHOICE)) else values[key]
            for number, key in enumerate(self.keys)
        )
        return self._pattern % tuple(parts)


class Cut(NamedTuple):
    """A text with all its placeholders, and what is wrong with its braces as (character of the text, message)."""

    text: Text
    mentions: tuple[Mention, ...]
    faults: list[tuple[int, str]]


MOST_FAULTS = 20
"""Faults after which a text is cut no further."""


def parse_text(source: str, own: tuple[str, ...] = ()) -> Cut:
    """Cut a text into pieces. Words in `own`, as in `{sender}`, stay as they are for whoever fills them in later."""
    literals: list[str] = []
    pieces: list[str] = []
    mentions: list[Mention] = []
    faults: list[tuple[int, str]] = []
    choices: list[tuple[str, ...]] = []
    end = after = 0
    for match in _TOKEN.finditer(source):
        pieces.append(source[end : match.start()])
        end = match.end()
        token, (space, name, word, chosen) = match[0], match.groups()
        if chosen is not None:
            space, name = "choice", str(len(choices))
            choices.append(tuple(chosen.split("|")))
        if space:
            mentions.append(Mention(space, name, match.start()))
            literals.append("".join(pieces))
            pieces = []
        elif token in ("{{", "}}"):
            pieces.append(token[0])
        elif word in own:
            pieces.append(token)
        elif match.start() >= after:
            meant = _MEANT.match(source, match.start())
            after = meant.end() if meant else match.end()  # One complaint for both of its braces.
            faults.append((match.start(), _complain(token, meant[0] if meant else "")))
            if len(faults) >= MOST_FAULTS:
                break
    pieces.append(source[end:])
    literals.append("".join(pieces))
    keys = tuple(mention.key for mention in mentions)
    phrased = any(key.startswith((PHRASE, CHOICE)) for key in keys)
    text = Text(source, tuple(literals), keys, phrased, tuple(choices))
    return Cut(text, tuple(mentions), faults)


def _complain(brace: str, meant: str) -> str:
    if not meant:
        return f"a lone {brace!r}; a brace is written {brace * 2!r}, a placeholder {_EXAMPLES}"
    inner = meant[1:-1].strip()
    if _TOKEN.fullmatch(f"{{{inner}}}") and "." in inner:
        return f"{meant} has blanks in it; write {{{inner}}}"
    return f"{meant} is no placeholder; one is written {_EXAMPLES}. A brace is written '{{{{'"


_EXAMPLES = "as {company.name}, {lead.first} or {fact.price}"
