"""Reads what a text claims to have happened: that something was approved, sent, scheduled or called off.

A claim is a sentence in which the writer states a finished act as fact. Plans, requests, denials, conditions and
questions claim nothing; what is unsure is left out, so that only plain statements count.
"""

import re
from typing import Literal, NamedTuple

from corpsim.reading.text import sentences

Kind = Literal["approved", "sent", "scheduled", "called_off"]

_DONE: dict[Kind, str] = {
    "approved": (
        r"approved|signed off|signed it off|gave (?:his|her|their|the) (?:approval|sign-?off|ok|okay)"
        r"|granted (?:the )?approval|approval (?:was|has been|is) (?:granted|given|received|obtained)"
        r"|(?:received|obtained) (?:the |formal )?approval|released|signed (?:by|from)"
        r"|g(?:ave|iven?)\b.{0,40}\b(?:approval|sign-?off|release|green light|go-ahead|thumbs[- ]up|blessing|consent)\b"
        r"|genehmigt|freigegeben|approuvé|validé|aprobad[oa]|aprovad[oa]|approvat[oa]"
    ),
    "sent": (
        r"(?:i|we)(?: have|'ve|’ve)?(?: already| also| just| then)? (?:sent|replied|forwarded|answered|emailed|e-mailed"
        r"|mailed|notified|informed|wrote|written|responded|passed|shared|confirmed)"
        r"|(?:was|were|has been|have been) (?:already )?(?:sent|forwarded|emailed|passed on|answered|notified|informed)"
        r"|^(?:sent|replied|forwarded|answered|emailed|notified|informed|responded)\b"
        r"|^(?:the |your |an? )?[\w-]+ (?:sent|forwarded|passed on|emailed|mailed)(?= to\b)"
        r"|habe ich .{0,60}(?:gesendet|geschickt|weitergeleitet|beantwortet)|j'ai (?:envoyé|transmis|répondu)"
        r"|he (?:enviado|respondido|reenviado)"
    ),
    "scheduled": (
        r"(?:i|we)(?: have|'ve|’ve)?(?: already| also| just)? (?:scheduled|booked|set up|arranged|organised|organized)"
        r"|(?:was|is|has been|have been) (?:scheduled|booked|arranged|set up)|^(?:scheduled|booked|arranged)\b"
    ),
    "called_off": (
        r"(?:was|is|has been|have been|been) (?:now )?(?:called off|cancelled|canceled|postponed|put on hold|deferred"
        r"|stopped|withdrawn|revoked|suspended)"
        r"|(?:has|have) (?:called off|cancelled|canceled|postponed|deferred|withdrawn|revoked)"
        r"|wurde (?:abgesagt|verschoben|gestoppt)|a été (?:annulé|reporté)|ha sido (?:cancelad|aplazad)"
    ),
}
_DONE_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _DONE.items()}

_UNSURE = re.compile(
    r"\b(?:not|never|no|nothing|nobody|none|neither|without|cannot|can't|couldn|didn|hasn|haven|isn|wasn|won|unable|failed|refused|declined|until|unless"
    r"|if|provided|providing|assuming|once|when|after|before|should|would|could|might|may|will|shall|must|please|pending|await\w*|waiting|request\w*"
    r"|asked(?! by\b)|ask|need\w*|require\w*|whether|hope|want\w*|expect\w*|planned|to be|yet"
    r"|nicht|kein\w*|noch|falls|wenn|pas|sans|si|no|sin|non|senza)\b|n't|\?",
    re.IGNORECASE,
)

_IDIOM = re.compile(r"\buntil further notice\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:was|were|has been|have been)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:to|of|from|for|between|with|by|about)\b", re.IGNORECASE)
_HITHER = re.compile(r"\s*(?:to (?:me|us|my|our|this)|here)\b", re.IGNORECASE)
"""What was sent to the writer is none of the writer's acts."""

_APPROVED_FIRST = re.compile(r"\b(?:after|following|with) (?:the )?(?:approval|release|sign-?off)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:–—]|\bbut\b|\baber\b|\bmais\b|\bpero\b")
_NEXT = re.compile(r"\b(?:from|by|and|because|as|that|about|which|who|since|while|von|de la part)\b", re.IGNORECASE)


class Claim(NamedTuple):
    """A sentence that states a finished act of a kind as fact.

    `object` is the part behind the verb, `subject` the part before it where that is what something was done to.
    """

    kind: Kind
    sentence: str
    object: str
    subject: str = ""


MOST_SENTENCES = 200


def claims(text: str) -> list[Claim]:
    """The plain claims in a text, in order. Quoted lines claim nothing for the writer."""
    text = _IDIOM.sub("", _APPROVED_FIRST.sub("", text))
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
    found = []
    for sentence in sentences(own)[:MOST_SENTENCES]:
        for clause in _CLAUSE.split(sentence):
            found += _claims_in(clause.strip(" -*•\t"), sentence)
    return found


def _claims_in(clause: str, sentence: str) -> list[Claim]:
    if _UNSURE.search(clause) or sentence.rstrip().endswith("?"):
        return []
    matches = ((kind, pattern.search(clause)) for kind, pattern in _DONE_PATTERNS.items())
    return [
        _claim(kind, sentence, clause, match)
        for kind, match in matches
        if match is not None and not (kind == "sent" and _HITHER.match(clause, match.end()))
    ]


def _claim(kind: Kind, sentence: str, clause: str, match: re.Match[str]) -> Claim:
    rest = clause[match.end() :]
    # Of "the customer was informed by sales" nothing is said to have been done by the writer.
    passive = _PASSIVE.match(match[0]) and not rest.lstrip().lower().startswith("by ")
    before = _ATTRIBUTE.split(clause[: match.start()], maxsplit=1)[0].strip()
    return Claim(kind, sentence, _object(rest), before if passive else "")


def _object(rest: str) -> str:
    """What stands behind a verb, up to a source, an agent or the next clause."""
    return _NEXT.split(rest, maxsplit=1)[0]
