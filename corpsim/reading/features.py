"""From a message to features: words, letters and concepts hashed to buckets, and who is written to.

Every kind of feature is a block of length one times its weight, so that a long mail does not speak louder than a short
one. Hashing is CRC-32, which is the same everywhere; no table of words is shipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, product
from math import log, sqrt
from zlib import crc32

from corpsim.reading.concepts import Places, concepts
from corpsim.reading.message import Message
from corpsim.reading.text import plain, words

BITS = 19
MASK = (1 << BITS) - 1

WEIGHTS = {
    "word1": 1.0, "word2": 1.0, "word3": 0.5, "skip": 0.5,
    "letter3": 0.6, "letter4": 0.7, "letter5": 0.7,
    "concept": 1.0, "order": 1.0, "together": 0.5, "next": 1.0, "told": 0.5, "to": 0.2,
}  # fmt: skip
"""How loud each block is; chosen by leaving one writer out."""


def features(message: Message) -> dict[int, float]:
    """Buckets and their values, in the order of the text."""
    text = plain(message.subject, message.names) + " \n " + plain(message.body, message.names)
    found: dict[int, float] = {}
    for block, counts in blocks(text, message.to):
        values = {gram: 1 + log(n) for gram, n in counts.items()}
        loudness = WEIGHTS[block] / (sqrt(sum(v * v for v in values.values())) or 1.0)
        salt = crc32(block.encode())
        for gram, value in values.items():
            key = crc32(gram.encode("utf-8", "surrogatepass"), salt) & MASK
            found[key] = found.get(key, 0.0) + loudness * value
    return found


def blocks(text: str, to: tuple[str, ...]) -> Iterator[tuple[str, Counter[str]]]:
    """The blocks by name, each a count of its features."""
    tokens = words(text)
    for size in (1, 2, 3):
        yield f"word{size}", Counter(" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1))
    yield "skip", Counter(f"{a} {b}" for gap in (2, 3, 4) for a, b in zip(tokens, tokens[gap:], strict=False))
    flat = " " + " ".join(text.split()) + " "
    for size in (3, 4, 5):
        yield f"letter{size}", Counter(flat[i : i + size] for i in range(len(flat) - size + 1))
    yield from _concept_blocks(concepts(text), to)


def _concept_blocks(found: list[Places], to: tuple[str, ...]) -> Iterator[tuple[str, Counter[str]]]:
    """Which concepts there are, which follow which, which share a sentence or stand in the next, and for whom."""
    sets = [sorted({c for place in sentence for c in place}) for sentence in found]
    present = sorted({c for concepts_there in sets for c in concepts_there})
    yield "concept", Counter(c for sentence in found for place in sentence for c in place)
    yield "order", _once(_order(found))
    yield "together", _once(f"{a} {b}" for there in sets for a, b in combinations(there, 2))
    yield "next", _once(f"{a} {b}" for here, there in pairwise(sets) for a, b in product(here, there))
    yield "told", Counter(f"{role} {c}" for role in to for c in present)
    yield "to", Counter(to)


def _order(found: list[Places]) -> Iterator[str]:
    for sentence in found:
        for gap in (1, 2):
            for here, there in zip(sentence, sentence[gap:], strict=False):
                yield from (f"{gap} {a} {b}" for a, b in product(here, there))


def _once(grams: Iterable[str]) -> Counter[str]:
    return Counter(dict.fromkeys(grams, 1))
