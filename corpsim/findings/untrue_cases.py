"""Statements about cases: what the seat has made of a case bears out that it says so."""

from corpsim.case_events import CaseChanged
from corpsim.findings.naming import stems
from corpsim.findings.past import Past
from corpsim.reading.claims import Claim


def borne_out_by_a_case(past: Past, claim: Claim) -> bool:
    """Whether the seat has given a case the value that is stated: `TR-7 was released`, and its status is `released`.

    Where cases are named it must be one of them.
    """
    sentence = claim.sentence.lower()
    changes = [event for event in past.own if isinstance(event, CaseChanged)]
    named = {case for case in past.world.cases if case.lower() in sentence}
    said = stems(claim.clause or claim.sentence)
    return any(
        said & stems(value)
        for event in changes
        if not named or event.case in named or event.case.lower() in sentence
        for value in event.changes.values()
        if isinstance(value, str)
    )
