"""Rows cut into sentences, and sentences into clauses: the smallest pieces that can state something."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpsim.reading.grammar import CONDITIONS, JOINTS, NEGATIONS, NOT_NEGATIONS, SELF, form_at
from corpsim.spellings import word_set

MOST_SENTENCES = 400
"""Sentences of a text that are read."""

MOST_WORDS = 90
"""Words of a sentence that are read as one; the rest begins another."""


class Clause(NamedTuple):
    """A piece of a sentence. `words` are as written, `plain` lower case with contractions undone, word for word.

    `opener` is the joint or condition it begins with, `lead` the words before a colon or dash in front of it, and
    `first` says that nothing of its sentence comes before it.
    """

    words: tuple[str, ...]
    plain: tuple[str, ...]
    opener: str = ""
    lead: tuple[str, ...] = ()
    first: bool = True

    @property
    def negative(self) -> bool:
        """Whether something is said not to be so."""
        return bool(negations(self.plain))

    @property
    def conditional(self) -> bool:
        """Whether it only says under what condition or at what time."""
        inverted = self.plain[0] == "had" and "been" in self.plain
        return inverted or self.opener in CONDITIONS or self.plain[:2] in _CONDITIONAL


def negations(plain: tuple[str, ...]) -> list[int]:
    """Where words that deny stand; not those of `not only` or `without delay`."""
    return [
        place
        for place, word in enumerate(plain)
        if word in NEGATIONS and (word, *plain[place + 1 : place + 2]) not in NOT_NEGATIONS
    ]


_CONDITIONAL = (("as", "soon"), ("in", "case"), ("so", "that"), ("as", "long"), ("in", "order"), ("even", "if"))
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[^a-z\s])|(?<=[。！？])")
_SHORT = re.compile(r"\b(?:mr|mrs|ms|dr|no|st|e\.g|i\.e|approx|incl|vs|ca|nr|fig|prof)\.$", re.IGNORECASE)
_TOKEN = re.compile(
    r"[;:,](?=\s|$)|[—–]|(?<=\s)-(?=\s)|[()]|[^\s;:,()—–…!?\"“”„«»<>\[\]{}]+(?:[:,](?=[^\s])[^\s;:,()…!?]+)*"
)
_BREAKS = frozenset(";:,—–-()")
_LEADS = frozenset(":—–-")
_IS = frozenset(f"{word}'s" for word in ("everything", "all", "nothing", "it", "that", "there", "he", "she"))
_CONTRACTED = {"'m": "am", "'ve": "have", "'re": "are", "'ll": "will", "'d": "would"}


def sentences_of(row: str) -> list[str]:
    """A row cut at full stops; not behind abbreviations, nor within figures and names of files."""
    found: list[str] = []
    for piece in _END.split(row):
        if found and _SHORT.search(found[-1][-8:]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence in order."""
    found: list[Clause] = []
    lead: tuple[str, ...] = ()
    for opener, breaks, tokens in _pieces(_tokens(sentence)):
        words, plain = _spelled(tokens)
        if not words:
            continue
        found.append(Clause(words, plain, opener, lead, not found))
        lead = words if breaks in _LEADS and len(words) <= 7 else ()
    return found


def _tokens(sentence: str) -> list[str]:
    return _TOKEN.findall(sentence.replace("’", "'"))


def _pieces(tokens: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Runs of words between signs and joints: what each opens with, the sign behind it, its words."""
    opener, run = "", list[str]()
    for place, token in enumerate(tokens):
        word = token.lower().strip("'.")
        if token in _BREAKS:
            yield opener, token, run
            opener, run = "", []
        elif word in JOINTS or word in CONDITIONS or (word in _AND and _goes_on(tokens, place)):
            if run:
                yield opener, word, run
            opener, run = (word if run or word in CONDITIONS or not opener else opener), []
        elif len(run) >= MOST_WORDS:
            yield opener, "", run
            opener, run = "", [token]
        else:
            run.append(token)
    yield opener, "", run


_AND = frozenset({"and", "or", "then", "so", "nor", "und", "y", "et"})


def _goes_on(tokens: list[str], place: int) -> bool:
    """Whether a new predicate follows an `and`: a verb, or somebody who does something."""
    plain = tuple(token.lower().partition("'")[0] for token in tokens[place + 1 : place + 6])
    if any(word[:1].isupper() for word in tokens[place + 1 : place + 2]) and {"has", "have"} & set(plain[1:4]):
        return True
    if not plain or plain[0] in SELF or plain[0] in _SUBJECTS:
        return bool(plain)
    return any(form_at(plain, number) is not None for number in range(min(2, len(plain))))


_SUBJECTS = word_set(
    "nothing nobody everything all have has had was were is are it he she they there no will would can could should"
)


def _spelled(tokens: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words as written and plain, with contractions undone in both."""
    words: list[str] = []
    plain: list[str] = []
    for token in tokens:
        for written, lower in _parts(token.strip("'.*")):
            words.append(written)
            plain.append(lower)
    return tuple(words), tuple(plain)


def _parts(token: str) -> list[tuple[str, str]]:
    """A word, or the two that were contracted into it."""
    lower = token.lower()
    if lower in ("can't", "cannot"):
        return [("can", "can"), ("not", "not")]
    if lower == "won't":
        return [("will", "will"), ("not", "not")]
    if lower.endswith("n't"):
        return [(token[:-3], lower[:-3]), ("not", "not")]
    if lower in _IS:
        return [(token[:-2], lower[:-2]), ("is", "is")]
    for ending, meant in _CONTRACTED.items():
        if lower.endswith(ending) and len(lower) > len(ending):
            head = token[: -len(ending)]
            return [(head, head.lower()), (meant, meant)]
    return [(token, lower)] if token else []
