"""What is probably meant where a file is no YAML, in words of somebody who writes one, not of a parser."""

import re

_QUOTE = "texts that hold any of { } [ ] # or a colon and a space stand in quotes"
_SECOND_COLON = re.compile(r"""^\s*(?:- +)?[\w-]+: +([^"'\[{|>#\n][^\n]*?: [^\n]*)$""")
_BARE_BRACE = re.compile(r"""^\s*(?:- +|(?:- +)?[\w-]+: +)(\{[\w-]+\.[\w-]+\}[^\n]*)$""")
_FORBIDDEN_START = re.compile(r"""(?:^\s*(?:- +)?|: +)([@`%&*!][^\n]*)$""")

_BRACKETS = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}]""")

MOST_LOOKED_AT = 20_000
"""Characters before a fault in which an open bracket is looked for."""


def advise(text: str, index: int, problem: str) -> tuple[int, str]:
    """Where to look and what to do about a fault that a YAML reader reports at `index`."""
    for line_start, line in _lines_before(text, index):
        for pattern, advice in _ADVICE:
            match = pattern.search(line)
            if match:
                return line_start + match.start(1), advice
    opened = _opened_above(text, index) if "expected ','" in problem else None
    if opened is not None:
        return opened, f"this {text[opened]!r} is never closed; {_QUOTE}"
    words = next((advice for said, advice in _MEANINGS if said in problem), f"this is no YAML: {problem}; {_QUOTE}")
    return index, words


_ADVICE = (
    (re.compile(r"^[ ]*(\t)"), "a tab; lines are indented with spaces"),
    (_BARE_BRACE, "a text that begins with a placeholder stands in quotes"),
    (_SECOND_COLON, "a text with a colon and a space in it stands in quotes"),
    (_FORBIDDEN_START, "a text that begins with one of @ ` % & * ! stands in quotes"),
)


_MEANINGS = (
    ("nesting depth", "nested more levels deep than any world needs"),
    ("mapping values", f"no field can stand here: it is not in line with the fields above it, or {_QUOTE}"),
    ("expected key", "this is not in line with what stands above; check how far the lines are indented"),
    ("expected '-'", "an item of the list above belongs here, in line with the others and with `- ` before it"),
    ("sequence entries", "a list cannot begin here; its items stand on the lines below, each with `- ` before it"),
    ("expected ':'", "a field is written `name: value`, with a colon and a blank"),
    ("end of stream", "the quotes that are opened here are never closed"),
    ("document separator", "the quotes that are opened here are never closed"),
    ("escape character", r"a backslash in double quotes is written \\; in single quotes it stands for itself"),
    ("cannot start any token", f"nothing can begin with this sign; {_QUOTE}"),
    ("expected ','", f"a comma or the closing bracket belongs here; {_QUOTE}"),
)


def _lines_before(text: str, index: int) -> list[tuple[int, str]]:
    """The line of an index and the one with text above it, each with its start, as far as they are short."""
    found: list[tuple[int, str]] = []
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    while end >= 0 and len(found) < 2:
        start = text.rfind("\n", 0, end) + 1
        line = text[start : min(end, start + 2_000)]
        if line.strip():
            found.append((start, line))
        end = start - 1
    return found


def _opened_above(text: str, index: int) -> int | None:
    """The last bracket or brace before `index` that nothing closes; quotes are not looked into."""
    pairs = {"]": "[", "}": "{"}
    open_: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text, max(0, index - MOST_LOOKED_AT), index):
        mark = match[0]
        if mark in ("[", "{"):
            open_.append((mark, match.start()))
        elif mark in pairs and open_ and open_[-1][0] == pairs[mark]:
            open_.pop()
    return open_[-1][1] if open_ else None
