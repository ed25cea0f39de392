"""What a text says underneath: encoded, turned round, shifted, spaced out. Bounded for any text, and without guesses:
every reading is the text itself undone in one of the usual ways, and whoever looks for something looks in all of them.
"""

import re
import zlib
from base64 import b32decode, b64decode
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from html import unescape
from itertools import accumulate, takewhile
from unicodedata import category, normalize
from urllib.parse import unquote

MOST_READINGS = 120
"""Readings of one text that are looked at."""

MOST_CHARACTERS = 60_000
"""Characters of a text, or of what is packed into it, that are read."""

MOST_ALTOGETHER = 500_000
"""Characters of all readings of one text together."""

DEPTH = 3
"""How many disguises may lie over one another."""

SHORTEST = 12
"""Characters in a row that make bytes a text."""

LONG = 6_000
"""Characters beyond which a text is turned as a whole only once."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{10,}={0,2}")
_SQUEEZED = frozenset("eH")
"""With these letters begins what zlib and gzip had squeezed: it may be shorter than the text that it holds."""
_BASE32 = re.compile(r"(?:[A-Z2-7]{16,}|[a-z2-7]{16,})={0,6}")
_HEX = re.compile(r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,-]{0,2}){8,}")
_BITS = re.compile(r"(?:[01]{8}\s?){6,}")
_CODES = re.compile(r"(?:\d{2,3}[\s,;-]{1,2}){8,}\d{2,3}")
_SHOWN = re.compile(rf"[^\ufffd\x00-\x08\x0b-\x1f\x7f]{{{SHORTEST},}}")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][ \t\n.,·_|/*-]{1,4}){6,}[^\W_]?(?![^\W_])")
_WIDE = re.compile(r"\s{2,}|[|/]")
_LONE_POINT = re.compile(r"(\d)[\s-]+[.,][\s-]+(\d)")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_QUOTED = re.compile(r"=([0-9A-F]{2})")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BOTH = _LETTERS + _LETTERS.upper()
_TURNED = _LETTERS[13:] + _LETTERS[:13]
_ROT13 = str.maketrans(_BOTH, _TURNED + _TURNED.upper())
_ROT18 = str.maketrans(_BOTH + "0123456789", _TURNED + _TURNED.upper() + "5678901234")
_ROT47 = str.maketrans({chr(33 + n): chr(33 + (n + 47) % 94) for n in range(94)})
_MIRROR = str.maketrans(_BOTH, _LETTERS[::-1] + _LETTERS[::-1].upper())
_ALIKE = str.maketrans("аеорсухкмтвнзіјѕһԁοανικτρυχ", "aeopcyxkmtbhzijshdoaviktpyx")
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_WORD = re.compile(r"(?<![\w@$])(?=[\w@$]*[a-zA-Z])(?=[\w@$]*[013457@$])[\w@$]{3,40}(?![\w@$])")
_ALPHABETS = (_ROT13, _ROT18, _ROT47, _MIRROR)


@lru_cache(maxsize=512)
def readings(text: str) -> tuple[str, ...]:
    """The text with everything that can be undone in it undone, itself first; each reading once."""
    found = {_plain(text[:MOST_CHARACTERS]): None}
    newest = list(found)
    for depth in range(DEPTH):
        undone = [
            fresh for old in newest for fresh in _undone(old, whole=depth == 0 or (depth == 1 and len(old) < LONG))
        ]
        newest = _afforded([fresh for fresh in dict.fromkeys(undone) if fresh and fresh not in found], found)
        found.update(dict.fromkeys(newest))
    return tuple(found)


def _afforded(fresh: list[str], found: Collection[str]) -> list[str]:
    """As many of the new readings as there is room for."""
    room = MOST_ALTOGETHER - sum(map(len, found))
    fitting = takewhile(lambda total: total <= room, accumulate(map(len, fresh)))
    return fresh[: min(MOST_READINGS - len(found), sum(1 for _ in fitting))]


def _plain(text: str) -> str:
    """One spelling for what looks alike, and nothing that cannot be seen."""
    return "".join(c for c in normalize("NFKC", unescape(text)) if category(c) != "Cf").translate(_ALIKE)


def _undone(text: str, *, whole: bool) -> Iterator[str]:
    """What a text gives when one disguise is taken off: what is packed into it, or `whole`, all of it at once."""
    yield from _unpacked(text)
    yield from _unescaped(text)
    if _SPACED.search(text):
        yield _SPACED.sub(lambda run: f" {_closed_up(run[0])} ", text)
    if _LEET_WORD.search(text):
        yield _LEET_WORD.sub(lambda word: word[0].translate(_LEET), text)
    if whole:
        yield text[::-1]
        yield " ".join(reversed(text.split()))
        yield " ".join(word[::-1] for word in text.split())
        yield from (text.translate(alphabet) for alphabet in _ALPHABETS)


def _unescaped(text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text)
    if "\\" in text:
        yield _ESCAPE.sub(lambda code: chr(int(code[1] or code[2], 16)), text)
    if len(_QUOTED.findall(text)) > 2:
        yield _QUOTED.sub(lambda code: chr(int(code[1], 16)), text.replace("=\n", ""))


def _closed_up(run: str) -> str:
    """Letters spaced out, closed up again; wider gaps, where there are some, are those between words."""
    kept = _LONE_POINT.sub(r"\1.\2", run)
    parts = _WIDE.split(kept.strip()) if len(_WIDE.findall(kept)) > 1 else [kept]
    gaps = r"[\s·_*,-]" if kept != run else r"[\s.,·_*-]"
    return " ".join(re.sub(gaps, "", part) for part in parts)


def _unpacked(text: str) -> Iterator[str]:
    """What is packed into a text as letters and digits, where it was text before."""
    for source in dict.fromkeys((text, "".join(text.split()))):
        for pattern, unpack in _PACKINGS:
            for packed in pattern.findall(source):
                yield from (shown for data in unpack(packed) if (shown := _as_text(data)))


def _base64(packed: str) -> Iterator[bytes]:
    """From any of four beginnings, for what was cut in two may begin anywhere."""
    letters = packed.rstrip("=").replace("-", "+").replace("_", "/")
    if 3 * len(letters) < 4 * SHORTEST and _SQUEEZED.isdisjoint(letters[:4]):
        return
    for start in range(4):
        piece = letters[start : len(letters) - ((len(letters) - start) % 4 == 1)]
        yield b64decode(piece + "=" * (-len(piece) % 4))


def _base32(packed: str) -> Iterator[bytes]:
    letters = packed.rstrip("=").upper()
    whole = letters[: len(letters) - {1: 1, 3: 1, 6: 1}.get(len(letters) % 8, 0)]
    yield b32decode(whole + "=" * (-len(whole) % 8))


def _hex(packed: str) -> Iterator[bytes]:
    yield bytes.fromhex("".join(re.findall(r"[0-9a-fA-F]{2}", re.sub(r"0x|\\x", "", packed))))


def _bits(packed: str) -> Iterator[bytes]:
    yield bytes(int(byte, 2) for byte in re.findall(r"[01]{8}", packed))


def _codes(packed: str) -> Iterator[bytes]:
    yield bytes(code for code in map(int, re.findall(r"\d{2,3}", packed)) if code < 256)


_PACKINGS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[bytes]]], ...] = (
    (_BASE64, _base64),
    (_BASE32, _base32),
    (_HEX, _hex),
    (_BITS, _bits),
    (_CODES, _codes),
)


def _as_text(data: bytes) -> str:
    """The stretches of text in bytes, squeezed or not; empty if there are none."""
    data = _inflated(data) or data
    if len(data) < SHORTEST:
        return ""
    shown = _SHOWN.findall(data[:MOST_CHARACTERS].decode(errors="replace"))
    return _plain("\n".join(shown)) if shown else ""


def _inflated(data: bytes) -> bytes:
    """What zlib or gzip had squeezed; nothing for other bytes."""
    if data[:1] != b"\x78" and data[:2] != b"\x1f\x8b":
        return b""
    try:
        return zlib.decompressobj(47).decompress(data, MOST_CHARACTERS)
    except zlib.error:
        return b""
