"""Markdown with front matter: a YAML head between two lines of three dashes, then a text in one or more variants."""

from corpsim.template.source.strict_yaml import Block, Fault, Parsed, Row, parse_yaml

FENCE = "---"
OR = "<!-- or -->"
"""The line that separates the variants of a text."""


def parse_markdown(text: str) -> Parsed:
    """The head's fields, and under `body` the list of variants. A text without a head has only a `body`."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        head, faults, start = Block(1), [], 0
    else:
        end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
        if end is None:
            return Parsed(None, [Fault(1, "the front matter that begins here has no closing line '---'")])
        parsed = parse_yaml("\n".join(lines[1:end]), first_line=2)
        faults, start = parsed.faults, end + 1
        if not isinstance(parsed.data, Block) and (faults or parsed.data is not None):
            return Parsed(None, faults or [Fault(2, "front matter must be fields, each as `name: value`")])
        head = parsed.data if isinstance(parsed.data, Block) else Block(1)
    if "body" in head:
        faults.append(Fault(head.lines["body"], "the body stands below the front matter, not in it"))
    head["body"] = _variants(lines, start)
    head.lines["body"] = start + 1
    return Parsed(head, faults)


def _variants(lines: list[str], start: int) -> Row:
    """The texts between the separating lines, without blank lines around them."""
    body = Row(start + 1)
    first = start
    for index in range(start, len(lines) + 1):
        if index == len(lines) or lines[index].strip() == OR:
            _add_variant(body, lines, first, index)
            first = index + 1
    return body


def _add_variant(body: Row, lines: list[str], first: int, end: int) -> None:
    while first < end and not lines[first].strip():
        first += 1
    body.lines[len(body)] = body.exact[len(body)] = first + 1
    body.append("\n".join(lines[first:end]).rstrip())
