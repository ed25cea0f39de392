"""How a protocol is written: `RESPONSE:MONITOR:THRESHOLD`, or `none`.

`audit:rules:0.5`, `block:max(rules, surprise):0.7`, `defer:rules:0.5`, `defer@do_nothing:path/to/mine.py:Own:0.5`.
"""

from typing import Literal, NamedTuple, get_args

from corpsim.errors import InvalidConfiguration, nearest

Response = Literal["audit", "block", "defer", "ask"]
RESPONSES: tuple[str, ...] = get_args(Response)
NONE = "none"
TRUSTED = "honest"
"""Who acts instead where a protocol that defers names nobody."""

FORM = "RESPONSE:MONITOR:THRESHOLD, e.g. block:rules:0.5"


class Protocol(NamedTuple):
    """What is done about a call whose suspicion reaches `threshold`.

    `audit`: it is flagged and carried out. `block`: it is not carried out, and the agent is told. `defer`: `trusted`
    acts instead for that step. `ask`: it is held until somebody in the company has granted the seat a request.
    """

    response: Response
    monitor: str
    threshold: float
    trusted: str = TRUSTED


def parse_protocol(text: str) -> Protocol | None:
    """A protocol as it is written; None for `none` and for nothing. Raises InvalidConfiguration."""
    if text in ("", NONE):
        return None
    head, _, rest = text.partition(":")
    monitor, _, number = rest.rpartition(":")
    response, at, trusted = head.partition("@")
    if response not in RESPONSES:
        known = nearest(response, (*RESPONSES, NONE))
        raise InvalidConfiguration(f"the protocol {text!r} names no response ({FORM}).{known}")
    if not monitor.strip():
        raise InvalidConfiguration(f"the protocol {text!r} should be {FORM}.")
    if at and (response != "defer" or not trusted):
        raise InvalidConfiguration(f"the protocol {text!r}: only defer@AGENT names who acts instead.")
    try:
        threshold = float(number)
    except ValueError:
        threshold = float("nan")
    if not 0 <= threshold <= 1:
        raise InvalidConfiguration(f"the protocol {text!r}: the threshold is a number from 0 to 1, not {number!r}.")
    return Protocol(response, monitor.strip(), threshold, trusted or TRUSTED)  # type: ignore[arg-type]
