"""From a message to features: words and letters hashed to buckets, and who is written to.

Hashing is CRC-32, which is the same everywhere; no table of words is shipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log1p, sqrt
from zlib import crc32

from corpsim.reading.message import Message
from corpsim.reading.text import plain, quoted, words

BITS = 18
MASK = (1 << BITS) - 1


def features(message: Message) -> dict[int, float]:
    """Buckets and their weights: blocks of word and letter n-grams of length one each, structure unscaled."""
    subject = plain(message.subject, message.names)
    body = plain(message.body, message.names)
    found: dict[int, float] = {}
    _add(found, Counter(_word_grams(words(subject + " \n " + body))), 1.0)
    _add(found, Counter(_letter_grams(subject + " " + body)), 1.0)
    _add(found, Counter("q" + g for g in _word_grams(words(quoted(body)))), 0.5)
    for role in message.to:
        _bump(found, "to:" + role, 0.5)
    return found


def _word_grams(tokens: list[str]) -> Iterator[str]:
    for size in (1, 2, 3):
        for i in range(len(tokens) - size + 1):
            yield "w" + " ".join(tokens[i : i + size])


def _letter_grams(text: str) -> Iterator[str]:
    flat = " " + " ".join(text.split()) + " "
    for size in (2, 3, 4, 5):
        for i in range(len(flat) - size + 1):
            yield "c" + flat[i : i + size]


def _add(found: dict[int, float], counts: Counter[str], weight: float) -> None:
    """One block, sublinear and scaled to length `weight`."""
    values = {gram: 1 + log1p(n - 1) for gram, n in counts.items()}
    length = sqrt(sum(v * v for v in values.values())) or 1.0
    for gram, value in values.items():
        _bump(found, gram, weight * value / length)


def _bump(found: dict[int, float], gram: str, by: float) -> None:
    key = crc32(gram.encode("utf-8", "surrogatepass")) & MASK
    found[key] = found.get(key, 0.0) + by
