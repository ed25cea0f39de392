"""Text that somebody else wrote, made fit for a terminal.

Everything a model wrote is untrusted: it may hold escape sequences that move the cursor, characters that turn the
reading direction round, or what rich takes for markup. `safe` shows all of it as what it is and lets none of it act.
"""

import json
import re
import unicodedata
from typing import Any

from rich.text import Text

_LINE_ENDS = re.compile(r"\r\n|[\u2028\u2029\u0085]")
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ACCENTS = re.compile(rf"([{_MARKS}]{{4}})[{_MARKS}]+")
_JOINERS = "\u200c\u200d"
"""The two invisible characters that ordinary writing needs: Persian, Indic scripts, emoji of several people."""


def plain(text: str) -> str:
    """Text in which nothing acts: control, format and direction characters stand there as visible signs.

    Line ends stay (`\\n`), tabs become spaces; everything else of the Unicode categories Cc, Cf, Cs, Co is shown, `ESC`
    as `␛`, a direction override as `‹U+202E›`. Piles of more than four accents on one letter are cut.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _ACCENTS.sub(r"\1", _LINE_ENDS.sub("\n", text).replace("\t", "    "))
    return "".join(character if _harmless(character) else _sign(character) for character in text)


def safe(text: str, style: str = "") -> Text:
    """Text for rich: `plain`, and never read as markup, highlighting or emoji codes."""
    return Text(plain(text), style=style)


def line(text: str, most: int = 100) -> str:
    """Text on one line of at most `most` characters: line ends become `⏎`, what is left out an ellipsis."""
    short = plain(text.strip()[: 4 * most]).replace("\n", " ⏎ ")
    short = " ".join(short.split())
    return short if len(short) <= most else f"{short[: most - 1].rstrip()}…"


def json_text(data: Any, indent: int | None = None) -> str:
    """Data as JSON with letters of all languages as they are, and everything `plain` would show as `\\uXXXX`."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=str)
    return "".join(c if _harmless(c) else json.dumps(c)[1:-1] if ord(c) != 0x7F else "\\u007f" for c in text)


def _harmless(character: str) -> bool:
    if character.isprintable() or character == "\n" or character in _JOINERS:
        return True
    return unicodedata.category(character) == "Zs"


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"
