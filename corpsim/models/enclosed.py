"""What others wrote, as data in a question to a model: JSON in which no character can end the data early or hide."""

import json
from collections.abc import Iterable
from typing import Any


def json_lines(value: Any) -> str:
    """JSON with the items of a list on lines of their own."""
    return _list(value) if isinstance(value, list) and value else json_line(value)


def json_line(value: Any) -> str:
    """JSON in one line, in which marks, control, format and other invisible characters are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() and c not in "<>" else _escape(c) for c in text)


def _list(items: Iterable[Any]) -> str:
    return "[\n" + ",\n".join(map(json_line, items)) + "\n]"


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 0x80 else json.dumps(character)[1:-1]
