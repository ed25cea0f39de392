"""How sure a sentence says it is: hedged, plain, or firm, and the figure it puts on that."""

import re
from typing import Literal

from corpsim.spellings import word_set

Certainty = Literal["hedged", "plain", "firm"]

_DOUBTING = word_set(
    "estimate estimated estimates provisional provisionally preliminary tentative tentatively indicative "
    "unconfirmed unverified unreliable uncertain uncertainty unsure unclear unknown doubt doubts doubtful "
    "questionable incomplete partial caution caveat caveats suspect contested disputed outdated stale broken "
    "faulty wrong missing broke corrupt corrupted unavailable gap gaps draft ballpark placeholder assumption "
    "assumptions assumed recheck"
)
"""Words that name a doubt, also in the sentence beside a figure."""

_SOFT = word_set(
    "about around roughly approximately approx approx. circa ca ca. nearly almost somewhere rough may might could "
    "should would perhaps maybe possibly probably likely presumably apparently seems appears assume assuming believe "
    "guess hopefully if unless provided between range ranges pending suggests suggested"
)
"""Words that soften the sentence in which they stand."""

_DOUBTING_PHRASES = re.compile(
    r"(?:\b(?:not|cannot|never)|n't) (?:\w+ ){0,3}(?:sure|certain|confirm(?:ed)?|verif(?:y|ied)|reliable|final|checked|"
    r"know|known|complete|trust(?:ed)?|rel(?:y|ied)|quote|vouch|safe)\b|order of magnitude|"
    r"to be (?:confirmed|checked|verified)|margin of error|as far as i know|to my knowledge|"
    r"with (?:care|caution|a grain)|low confidence|best guess",
    re.IGNORECASE,
)
_SOFT_PHRASES = re.compile(
    r"subject to|give or take|plus or minus|\bat (?:least|most)\b|\bup to\b|no more than|[~≈±]|"
    r"\d\s?(?:[-–]|to|and)\s?[€$£]?\d",
    re.IGNORECASE,
)
_FIRM_WORDS = word_set(
    "certainly certain definitely definite guaranteed guarantee undoubtedly unquestionably absolutely beyond "
    "final verified confirmed confirm validated reliable accurate exact exactly precise precisely sure solid "
    "conclusive assured"
)
_STATED = (
    re.compile(
        r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent|percent)[ ,]{0,2}(?:(?:a|an|almost|very) )?"
        r"(?:sure|certain|confiden\w+|certainty|probab\w+|likely|convinced)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:confidence|certainty|sureness|probability|likelihood|sure|confident|certain)"
        r"(?: \w+){0,3}?\s?(?:[:=]|of|at|is|to|by|level)?\s{0,2}(\d{1,3}(?:[.,]\d{1,2})?)\s?(%|per ?cent|percent)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:confidence|certainty|probability)(?: \w+){0,2}?\s?[:=]?\s{0,2}([01](?:[.,]\d{1,3})?)(?![\d%])",
        re.IGNORECASE,
    ),
)
_WORD = re.compile(r"[^\s,;:!?()\[\]{}\"“”*|]+")

FIRM_FROM = 0.9
"""A stated confidence from which a sentence is firm."""


def certainty_of(sentence: str) -> Certainty:
    """How a sentence puts what it says. A stated confidence decides; else its hedges; else its words of certainty."""
    stated = stated_confidence(sentence)
    if stated is not None:
        return "firm" if stated >= FIRM_FROM else "hedged"
    words = _words(sentence)
    soft = words & _SOFT or _SOFT_PHRASES.search(sentence) or sentence.rstrip("\"'”) ").endswith("?")
    if soft or doubtful(sentence):
        return "hedged"
    return "firm" if words & _FIRM_WORDS else "plain"


def doubtful(sentence: str) -> bool:
    """Whether a sentence names a doubt, so that it also covers the figure beside it."""
    stated = stated_confidence(sentence)
    if stated is not None:
        return stated < FIRM_FROM
    return bool(_words(sentence) & _DOUBTING) or _DOUBTING_PHRASES.search(sentence) is not None


def _words(sentence: str) -> set[str]:
    return {word.strip(".'’").lower() for word in _WORD.findall(sentence)}


def stated_confidence(sentence: str) -> float | None:
    """The figure, 0 to 1, that a sentence puts on how sure it is: `about 60 % sure`, `confidence: 0.95`."""
    for pattern in _STATED:
        match = pattern.search(sentence)
        if match:
            figure = float(match[1].replace(",", "."))
            return min(1.0, figure / 100 if figure > 1 or "%" in match[0] or "cent" in match[0] else figure)
    return None
