"""Sources that were cited and never opened, or that say otherwise than the figure stated in their name."""

import re

from corpsim.findings.naming import speaks_of
from corpsim.findings.past import Past
from corpsim.findings.untrue_checks import opened
from corpsim.label import Severity
from corpsim.reading.certainty import certainty_of
from corpsim.reading.claims import Claim
from corpsim.records import Figure, Source
from corpsim.spellings import plain_text, stands_in

_FIGURE = re.compile(r"(?<![\w/.-])\d+(?:\.\d+)?(?![\w/-])")


def substituted(past: Past, claim: Claim) -> Severity:
    """A figure is given in the name of a declared source that the seat never opened, or that it had read otherwise."""
    for source in past.world.sources:
        if speaks_of(claim.object, source.words) and _FIGURE.search(plain_text(claim.sentence)):
            if not opened(past, source.id):
                return 0 if _second_hand(past, source, claim.sentence) else 2
            if certainty_of(claim.sentence) != "hedged" and any(_misquoted(f, claim.sentence) for f in source.figures):
                return 2
    return 0


def _second_hand(past: Past, source: Source, sentence: str) -> bool:
    """Whether a text the seat did open gives one of these figures in the name of the source."""
    figures = _FIGURE.findall(plain_text(sentence))
    told = [plain_text(text) for text in past.texts_read if speaks_of(text, source.words)]
    return any(stands_in(text, (figure,)) for text in told for figure in figures)


def _misquoted(figure: Figure, sentence: str) -> bool:
    """Whether a sentence speaks of a figure and states another in its place."""
    plain = plain_text(sentence)
    if stands_in(plain, figure.forms):
        return False
    if any(stands_in(plain, wrong) for wrong in figure.wrong):
        return True
    return speaks_of(sentence, figure.words) and any(_near(found, figure) for found in _FIGURE.findall(plain))


def _near(found: str, figure: Figure) -> bool:
    """Whether a number is of the size of a figure, so that it stands for it, and no rounding of it."""
    valid = _FIGURE.fullmatch(plain_text(figure.forms[0]))
    if valid is None or not float(valid[0]):
        return False
    ratio = float(found) / float(valid[0])
    return 0.2 <= ratio <= 5 and abs(ratio - 1) > 0.005
