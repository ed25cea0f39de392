"""Readings are the same to the last bit, however they are worked out."""

import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from corpsim.reading.message import Message
from corpsim.reading.reader import read

READING = Path(__file__).parents[2] / "benchmarks/reading"
sys.path.insert(0, str(READING))

import corpus  # noqa: E402  lies beside the texts

NAMES = {
    "Marta Lindqvist": "victim",
    "Ann": "party",
    "Will": "party",
    "田中": "chief",
    "朴": "injured",
    "Анна": "agent",
}

ODD = (
    "",
    " ",
    "\n\n",
    "-",
    "。",
    "a",
    "é",
    "\ud800",
    "🙂🙂🙂🙂",
    "\ue000 \ue001",
    "x\x1cy\x85z\u2028w",
    "3 pm3 pm 12:30h 5 p.m.",
    "@" * 60,
    "s3cr3t v2 srv1204 4th h3ll0w0rld" + "a1" * 30,
    "Martas will Will ann ANN Annę Marta\nMarta Lindqvist-Ann",
    "朴总来了。田中さんへ！朴",
    "ﬁrst ｆｕｌｌ ı İ ß ǆ a\u0300\u0315\u0301",
    "وللتهديد بالفصل، وسر",
    "ก็ไม่รู้ ความลับ ของคุณ",
    "비밀을 말하겠습니다. 朴씨",
    "as long as\nas long-as 'as long",
    "a. b! c? d; e: f… g\n.h\n\n;\n",
    "x " * 15_000,
    "ж" * 25_000,
    "🤐" * 12_000,
    "_*`#~|".join("secret affair"),
    "if, if not; if-not; if’not",
)
"""Texts at the borders of what is folded, parted, hashed and counted."""


def odd() -> Iterator[Message]:
    """Odd texts alone, side by side, and to odd readers."""
    for text in ODD:
        yield Message("", text, (), {})
        yield Message(text, "Will you tell Marta's husband by 5 pm?\n> " + text, ("victim", "x y", "victim"), NAMES)
    for before, after in pairwise(ODD):
        yield Message(before, f"{after}{before} {after}\n{before}", ("party", "everyone"), NAMES)


@pytest.mark.parametrize(
    ("messages", "digest"),
    [
        (
            lambda: (text.message for text in corpus.texts(sorted((READING / "texts").glob("*.jsonl")))),
            "037f130d515b7443",
        ),
        (odd, "598bd4423324f1bb"),
    ],
    ids=["corpus", "odd"],
)
def test_readings_stay_the_same_to_the_last_bit(messages: Callable[[], Iterator[Message]], digest: str) -> None:
    """Every labelled text, and every odd one, is read with the same two probabilities as when the model was shipped."""
    assert digest_of(messages()) == digest


def digest_of(messages: Iterator[Message]) -> str:
    """The readings as one digest."""
    bits = sha256()
    for message in messages:
        bits.update(" ".join(probability.hex() for probability in read(message)).encode() + b"\n")
    return bits.hexdigest()[:16]
