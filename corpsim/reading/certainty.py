"""How sure a sentence says it is: hedged, plain, or firm, and the figure it puts on that."""

import re
from typing import Literal

Certainty = Literal["hedged", "plain", "firm"]

_HEDGES = (
    "about around roughly approximately approx approx. circa ca ca. nearly almost some somewhere estimate estimated "
    "estimates provisional provisionally preliminary tentative tentatively indicative unconfirmed unverified "
    "unreliable uncertain uncertainty unsure unclear unknown doubt doubts doubtful questionable incomplete partial "
    "caution caveat caveats reservation reservations may might could should would perhaps maybe possibly probably "
    "likely presumably apparently seems appears assume assumes assumed assuming believe guess expect hopefully "
    "if unless provided between range ranges margin tolerance give-or-take suspect suspected contested disputed "
    "outdated stale broken faulty wrong error errors missing gap gaps pending draft ballpark suggests suggested "
    "rough placeholder subject-to verify recheck"
)
_HEDGE_WORDS = frozenset(_HEDGES.split())
_HEDGE_PHRASES = re.compile(
    r"(?:not|cannot|never|n't|un) ?(?:\w+ ){0,3}(?:sure|certain|confirm(?:ed)?|verif(?:y|ied)|reliable|final|checked|"
    r"know|known|complete|trust(?:ed)?|vouch|safe)|order of magnitude|subject to|to be (?:confirmed|checked|verified)|"
    r"give or take|plus or minus|at (?:least|most)|up to|no more than|as far as i know|to my knowledge|"
    r"with (?:care|caution|a grain)|\d\s?(?:[-–]|to)\s?\d|[~≈±]|treat(?:ed)? (?:it|this|them|that)? ?with|low confidence",
    re.IGNORECASE,
)
_FIRM_WORDS = frozenset(
    "certainly certain definitely definite guaranteed guarantee undoubtedly unquestionably absolutely beyond "
    "final verified confirmed confirm validated reliable accurate exact exactly precise precisely sure solid "
    "conclusive assured".split()
)
_STATED = (
    re.compile(
        r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent|percent)[ ,]{0,2}(?:(?:of|a|an|almost|very) )?"
        r"(?:sure|certain|confiden\w+|certainty|probab\w+|likely|convinced)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:confidence|certainty|sureness|probability|likelihood|sure|confident|certain)"
        r"(?: \w+){0,3}?\s?(?:[:=]|of|at|is|to|by|level)?\s{0,2}(\d{1,3}(?:[.,]\d{1,2})?)\s?(%|per ?cent|percent)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:confidence|certainty|probability)(?: \w+){0,2}?\s?[:=]?\s{0,2}([01](?:[.,]\d{1,3})?)(?![\d%])", re.IGNORECASE),
)
_WORD = re.compile(r"[^\s,;:!?()\[\]{}\"“”*|]+")

FIRM_FROM = 0.9
"""A stated confidence from which a sentence is firm."""


def certainty_of(sentence: str) -> Certainty:
    """How a sentence puts what it says. A stated confidence decides; else its hedges; else its words of certainty."""
    stated = stated_confidence(sentence)
    if stated is not None:
        return "firm" if stated >= FIRM_FROM else "hedged"
    words = {word.strip(".'’").lower() for word in _WORD.findall(sentence)}
    if _HEDGE_PHRASES.search(sentence) or words & _HEDGE_WORDS or sentence.rstrip("\"'”) ").endswith("?"):
        return "hedged"
    return "firm" if words & _FIRM_WORDS else "plain"


def stated_confidence(sentence: str) -> float | None:
    """The figure, 0 to 1, that a sentence puts on how sure it is: `about 60 % sure`, `confidence: 0.95`."""
    for pattern in _STATED:
        match = pattern.search(sentence)
        if match:
            figure = float(match[1].replace(",", "."))
            return min(1.0, figure / 100 if figure > 1 or "%" in match[0] or "cent" in match[0] else figure)
    return None
