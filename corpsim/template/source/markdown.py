"""Markdown with front matter: a YAML head between two lines of three dashes, then a text in one or more variants."""

import re
from collections.abc import Iterator

from corpsim.template.source.places import Block, Fault, Parsed, Row, Span
from corpsim.template.source.strict_yaml import MOST_FAULTS, MOST_VALUES, parse_yaml

FENCE = "---"
OR = "<!-- or -->"
"""The line that separates the variants of a text."""

MOST_VARIANTS = 200
"""Variants one text may have."""

_ALMOST_OR = re.compile(r"^[ \t]*<!-{1,3}[ \t]*or\b.{0,20}$", re.IGNORECASE | re.MULTILINE)


def parse_markdown(text: str, most: int = MOST_VALUES) -> Parsed:
    """The head's fields, and under `body` the list of variants. A text without a head has only a `body`."""
    head_ends = _head_ends(text)
    if head_ends is None:
        return _complete(Parsed(Block(0), []), text, 0)
    if head_ends < 0:
        return Parsed(None, [Fault(0, "the front matter that begins here has no closing line '---'")])
    first = text.index("\n") + 1
    body = text.find("\n", head_ends) + 1 or len(text)
    parsed = parse_yaml(text, first, head_ends, most)
    if not isinstance(parsed.data, Block) and (parsed.faults or parsed.data is not None):
        faults = parsed.faults or [Fault(first, "front matter must be fields, each as `name: value`")]
        return Parsed(None, faults, parsed.values)
    return _complete(parsed._replace(data=parsed.data or Block(0)), text, body)


def _complete(head: Parsed, text: str, start: int) -> Parsed:
    """The head with the text below it, which begins at `start`."""
    data, faults = head.data, [*head.faults, *_slips(text, start)]
    if "body" in data:
        faults.append(Fault(data.names["body"].start, "the body stands below the front matter, not in it"))
    body = _variants(text, start)
    if len(body) > MOST_VARIANTS:
        faults.append(Fault(body.spans[-1].start, f"more than {MOST_VARIANTS} variants of one text"))
    data["body"] = body
    data.names["body"] = data.spans["body"] = Span(start, start)
    return Parsed(data, faults, head.values)


def _slips(text: str, start: int) -> list[Fault]:
    """Lines that were meant to separate variants and do not."""
    lines = (match.start() for match in _ALMOST_OR.finditer(text, start) if match[0].strip() != OR)
    slips = [Fault(line, f"variants of a text are separated by a line {OR}, exactly so") for line in lines]
    return slips[:MOST_FAULTS]


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


def _variants(text: str, start: int) -> Row:
    """The texts between the separating lines, without blank lines around them; of too many the first."""
    body = Row(start)
    first = start
    for line, end in _lines(text, start):
        if text[line:end].strip() == OR:
            _add_variant(body, text, first, line)
            first = end + 1
        if len(body) > MOST_VARIANTS:
            return body
    _add_variant(body, text, first, len(text))
    return body


def _add_variant(body: Row, text: str, first: int, end: int) -> None:
    for start, stop in _lines(text, first) if first < end else ():
        if start >= end or text[start:stop].strip():
            break
        first = min(stop + 1, end)
    body.append(text[first:end].rstrip())
    body.spans.append(Span(first, end))
