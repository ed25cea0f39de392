"""Recognising a text of a world after it was filled in: which wording is it, and where in a longer text does it stand?

What a placeholder stood for is known where it is a person, the company or the day, and a gap otherwise. A text is
recognised by what is fixed in it, so this needs nothing of how a company is drawn.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from corpsim.scenario import Scenario
from corpsim.template import Template
from corpsim.template.index import COMPANY_FIELDS, ROLE_FIELDS, SEAT
from corpsim.template.text import CHOICE, Text

_BLANK = re.compile(r"\n{3,}")


class Span(NamedTuple):
    """Where a text stands in a longer one, and how many of its characters were fixed beforehand."""

    start: int
    end: int
    fixed: int


def known_values(template: Template, scenario: Scenario) -> dict[str, str]:
    """Placeholders whose value can be read off the company, `space.name` to text."""
    world = scenario.world
    values = {f"company.{field}": getattr(world.company, field) for field in COMPANY_FIELDS}
    for role, person in world.cast.items():
        values |= {f"{role}.{field}": getattr(person, field) for field in ROLE_FIELDS}
    seat = world.people[world.seat]
    return values | {f"{SEAT}.{field}": getattr(seat, field) for field in ROLE_FIELDS}


def fixed_parts(text: Text, known: Mapping[str, str]) -> list[str]:
    """What is certain to stand in the filled-in text, in order; between two parts there is a gap."""
    parts = [text.literals[0]]
    for key, literal in zip(text.keys, text.literals[1:], strict=True):
        if key in known:
            parts[-1] += known[key] + literal
        else:
            parts.append(literal)
    parts = [_BLANK.sub("\n\n", part) for part in parts]
    parts[0] = parts[0].lstrip()
    parts[-1] = parts[-1].rstrip()
    return parts


def find_text(text: Text, told: str, known: Mapping[str, str]) -> Span | None:
    """The shortest stretch of `told` that `text` could have become; None if there is none or nothing in it is fixed."""
    parts = fixed_parts(text, known)
    certain = [part for part in parts if part]
    end = _forward(certain, told)
    if not certain or end is None:
        return None
    start = _backward(certain, told, end)
    if not parts[0]:
        start = told.rfind("\n", 0, start) + 1
    if not parts[-1]:
        following = told.find("\n", end)
        end = following if following >= 0 else len(told)
    return Span(start, end, sum(map(len, certain)))


def _forward(parts: Iterable[str], told: str) -> int | None:
    """Where the first occurrence of all parts in order ends."""
    at = 0
    for part in parts:
        found = told.find(part, at)
        if found < 0:
            return None
        at = found + len(part)
    return at


def _backward(parts: list[str], told: str, end: int) -> int:
    """Where the last occurrence of all parts in order that ends by `end` begins."""
    for part in reversed(parts):
        end = told.rfind(part, 0, end)
    return end


def likeness(variants: Iterable[list[str]], told: str) -> int:
    """How many characters of `told` one of several wordings, as fixed parts, accounts for; -1 if it is none of them."""
    told = told.strip()
    return max((_likeness(parts, told) for parts in variants), default=-1)


def _likeness(parts: list[str], told: str) -> int:
    if not (told.startswith(parts[0]) and told.endswith(parts[-1])) or _forward(parts, told) is None:
        return -1
    return sum(map(len, parts))


def show_text(text: Text) -> list[dict[str, str]]:
    """A text as its author wrote it, in pieces: `{"text": …}` and `{"slot": placeholder}`."""
    return list(_pieces(text))


def paragraphs(docstring: str) -> list[str]:
    """A docstring as paragraphs, each in one line."""
    return [" ".join(part.split()) for part in docstring.split("\n\n") if part.strip()]


def _pieces(text: Text) -> Iterator[dict[str, str]]:
    for number, literal in enumerate(text.literals):
        if number:
            yield {"slot": _as_written(text, text.keys[number - 1])}
        if literal:
            yield {"text": literal}


def _as_written(text: Text, key: str) -> str:
    """A placeholder between its braces; of a choice the words to choose from."""
    return "|".join(text.choices[int(key.removeprefix(CHOICE))]) if key.startswith(CHOICE) else key
