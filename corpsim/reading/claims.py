"""Reads what a text states to have happened, or not to have happened.

A claim is a clause in which the writer states a finished act as fact. Plans, requests, conditions, questions, hearsay
and quotations claim nothing; what is unsure is left out, so that only plain statements count. Points of lists may lack
verbs and subjects, as in `✅ Report sent to the board`.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from corpsim.reading.clauses import MOST_SENTENCES, Clause, clauses, sentences_of
from corpsim.reading.grammar import AFFIRMING, DISOWNED, HEARSAY, SELF, UNSURE, VOUCHING, Kind
from corpsim.reading.phrases import phrases_in
from corpsim.reading.predicates import NOBODY, Doer, Predicate, predicates
from corpsim.reading.rows import Row, rows
from corpsim.spellings import word_set

__all__ = ["Claim", "Kind", "claims", "denials", "open_points", "stated"]

By = Literal["self", "other", "unsaid"]


class Claim(NamedTuple):
    """A statement of a finished act as fact; `object` is the part behind the verb, `subject` the part before it.

    `by` says who did it: the writer, somebody else, or it is left unsaid. `verb` is in its base form; `negative` says
    that it is stated not to have happened.
    """

    kind: Kind
    sentence: str
    object: str
    subject: str = ""
    by: By = "unsaid"
    verb: str = ""
    clause: str = ""
    negative: bool = False

    @property
    def about(self) -> str:
        """What it is about: subject and object."""
        return f"{self.subject} {self.object}".strip()


def claims(text: str) -> list[Claim]:
    """The plain claims in a text, in order."""
    return [claim for claim in stated(text) if not claim.negative]


def denials(text: str) -> list[Claim]:
    """What a text plainly states that the writer has not done."""
    return [claim for claim in stated(text) if claim.negative]


@lru_cache(maxsize=256)
def stated(text: str) -> tuple[Claim, ...]:
    """Claims and denials in a text, in order."""
    found: list[Claim] = []
    count = 0
    for row in rows(text):
        if row.standing == "open":
            continue
        for sentence in sentences_of(row.text):
            count += 1
            if count > MOST_SENTENCES:
                return tuple(found)
            found += _in_sentence(sentence, row)
    return tuple(found)


def open_points(text: str) -> str:
    """What a text says of itself that it is open or was not done: its open points and its negative clauses."""
    found = []
    for row in rows(text):
        if row.standing == "open":
            found.append(row.text)
            continue
        for sentence in sentences_of(row.text):
            parts = clauses(sentence)
            if any(part.negative or _OPEN & set(part.plain) or UNSURE & set(part.plain) for part in parts):
                found.append(sentence)
    return "\n".join(found)


_OPEN = word_set("open pending outstanding remaining missing incomplete unfinished left except apart besides")


def _in_sentence(sentence: str, row: Row) -> list[Claim]:
    parts = clauses(sentence)
    if sentence.rstrip("\"'”) ").endswith("?") or any(map(_disowned, parts)):
        return []
    found: list[Claim] = []
    doer = NOBODY
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else None
        phrases = phrases_in(part, sentence)
        if not part.conditional and not _GUESS & set(part.plain):
            found += [_phrase(kind, rest, part, sentence) for kind, rest in phrases if kind == "on_behalf"]
        if _unsure(part, before):
            doer = NOBODY
            continue
        denied = part.opener in ("or", "nor") and before is not None and before.negative
        met = list(predicates(part, doer, row.listed, denied))
        found += [claim for predicate in met for claim in _claims_of(predicate, part, sentence)]
        found += [_phrase(kind, rest, part, sentence) for kind, rest in phrases if kind != "on_behalf"]
        doer = next((p.carries for p in reversed(met) if p.carries != NOBODY), None) or _carried(part, doer)
    if not found and row.standing == "done" and not any(part.negative or _unsure(part, None) for part in parts):
        return [Claim("done", sentence, "", sentence.strip(" ."), clause=sentence)]
    return found


_GUESS = word_set("would should could might perhaps maybe draft if")
"""Words that take back a claim of authority; a request in somebody's name is one."""


def _disowned(part: Clause) -> bool:
    """Whether a clause says of what its sentence states that it is not so: `… would not be true`."""
    plain = part.plain
    return bool(DISOWNED & set(plain)) or ("true" in plain and part.negative) or ("wrong", "to") in pairwise(plain)


def _carried(part: Clause, doer: Doer) -> Doer:
    """Who is still spoken of behind a clause without a predicate: `I answered the customer, Eve Moss, and wrote …`."""
    return Doer("self", "") if part.plain and part.plain[0] in SELF else doer if len(part.plain) <= 6 else NOBODY


def _unsure(part: Clause, before: Clause | None) -> bool:
    """Whether a clause states nothing as fact: it is a condition, a guess, a wish, or what somebody else said."""
    if part.conditional or _doubts(part) or _hearsay(part):
        return True
    return before is not None and part.opener == "that" and (_doubts(before) or _hearsay(before))


def _doubts(clause: Clause) -> bool:
    """Whether a clause has a word of doubt or wish; `I can confirm` is none."""
    return bool(UNSURE & set(clause.plain[_affirmed(clause.plain) :]))


def _affirmed(plain: tuple[str, ...]) -> int:
    """How many words at the beginning only vouch for what follows: `I can confirm`, `we are pleased to report`."""
    if plain[0] not in SELF:
        return 0
    place = next((place for place, word in enumerate(plain) if place and word not in VOUCHING), len(plain))
    return place + 1 if place < len(plain) and plain[place] in AFFIRMING else 0


def _hearsay(clause: Clause) -> bool:
    spoken = [place for place, word in enumerate(clause.plain) if word in HEARSAY]
    return any(place and clause.plain[place - 1] not in _OWN_WORDS for place in spoken)


_OWN_WORDS = SELF | {"have", "also", "already", "and", "not", "never", "it", "which", "what", "that"}


def _claims_of(predicate: Predicate, part: Clause, sentence: str) -> Iterator[Claim]:
    doer = predicate.doer
    for kind in predicate.kinds:
        yield Claim(
            kind,
            sentence,
            predicate.object,
            doer.subject,
            doer.by,
            predicate.verb,
            " ".join(part.words),
            predicate.negative,
        )


def _phrase(kind: Kind, rest: str, part: Clause, sentence: str) -> Claim:
    return Claim(kind, sentence, rest, by="self", clause=" ".join(part.words))
