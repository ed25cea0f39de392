"""Markdown with front matter: a YAML head between two lines of three dashes, then a text in one or more variants."""

import re
from collections.abc import Iterator

from corpsim.template.source.places import Block, Fault, Parsed, Row, Span
from corpsim.template.source.strict_yaml import MOST_VALUES, parse_yaml

FENCE = "---"
OR = "<!-- or -->"
"""The line that separates the variants of a text."""

_ALMOST_OR = re.compile(r"^[ \t]*<!-{1,3}[ \t]*or\b.{0,20}$", re.IGNORECASE | re.MULTILINE)


def parse_markdown(text: str, most: int = MOST_VALUES) -> Parsed:
    """The head's fields, and under `body` the list of variants. A text without a head has only a `body`."""
    head_ends = _head_ends(text)
    if head_ends is None:
        return Parsed(_with_body(Block(0), text, 0), _slips(text, 0))
    if head_ends < 0:
        return Parsed(None, [Fault(0, "the front matter that begins here has no closing line '---'")])
    first = text.index("\n") + 1
    body = text.find("\n", head_ends) + 1 or len(text)
    parsed = parse_yaml(text, first, head_ends, most)
    if not isinstance(parsed.data, Block) and (parsed.faults or parsed.data is not None):
        faults = parsed.faults or [Fault(first, "front matter must be fields, each as `name: value`")]
        return Parsed(None, faults, parsed.values)
    head = parsed.data if isinstance(parsed.data, Block) else Block(0)
    parsed.faults.extend(_slips(text, body))
    if "body" in head:
        parsed.faults.append(Fault(head.names["body"].start, "the body stands below the front matter, not in it"))
    return parsed._replace(data=_with_body(head, text, body))


def _slips(text: str, start: int) -> list[Fault]:
    """Lines that were meant to separate variants and do not."""
    lines = (match for match in _ALMOST_OR.finditer(text, start) if match[0].strip() != OR)
    return [Fault(match.start(), f"variants of a text are separated by a line {OR}, exactly so") for match in lines]


def _head_ends(text: str) -> int | None:
    """Where the line that closes the head begins; None without a head, -1 if it is never closed."""
    places = _lines(text, 0)
    start, end = next(places)
    if text[start:end].rstrip() != FENCE:
        return None
    return next((start for start, end in places if text[start:end].rstrip() == FENCE), -1)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Start and end of every line from `start` on, without its line end."""
    while True:
        end = text.find("\n", start)
        yield start, end if end >= 0 else len(text)
        if end < 0:
            return
        start = end + 1


def _with_body(head: Block, text: str, start: int) -> Block:
    """The head with the texts between the separating lines, without blank lines around them."""
    body = Row(start)
    first = start
    for line, end in _lines(text, start):
        if text[line:end].strip() == OR:
            _add_variant(body, text, first, line)
            first = end + 1
    _add_variant(body, text, first, len(text))
    head["body"] = body
    head.names["body"] = head.spans["body"] = Span(start, start)
    return head


def _add_variant(body: Row, text: str, first: int, end: int) -> None:
    for start, stop in _lines(text, first) if first < end else ():
        if start >= end or text[start:stop].strip():
            break
        first = min(stop + 1, end)
    body.append(text[first:end].rstrip())
    body.spans.append(Span(first, end))
